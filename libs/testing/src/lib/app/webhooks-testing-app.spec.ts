import { WebhookDeliveriesService, WebhookPublisher, WebhooksModule } from '@hookline/webhooks';
import { Injectable, Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { WebhooksTestingApp } from '../../index';
import { AsyncModule } from '../../testing/async-app';
import { Project, ProjectCreated, ProjectsService } from '../../testing/projects';
import { TenLineModule } from '../../testing/ten-line-app';

const SERVER = process.env['HOOKLINE_TEST_DATABASE_URL'] ?? '';
/** Of a role that no other suite has: those make and drop databases meanwhile. */
const ROLE = `testing_${process.pid}`;

async function onServer<Row extends object>(sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function databases(owner = '%'): Promise<string[]> {
  const rows = await onServer<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) LIKE '${owner}'`,
  );
  return rows.map(({ datname }) => datname);
}

function urlOf(role: string): string {
  const url = new URL(SERVER);
  url.username = role;
  url.password = role;
  return url.href;
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

const platforms = [
  { name: 'Express', builder: () => WebhooksTestingApp.with(TenLineModule) },
  {
    name: 'Fastify',
    builder: () => WebhooksTestingApp.with(TenLineModule).platform(() => new FastifyAdapter()),
  },
];

describe.each(platforms)('the example of the guide on $name', ({ builder }) => {
  let app: WebhooksTestingApp;

  beforeAll(async () => {
    app = await builder().start();
  });
  afterAll(() => app.close());

  it('sees a webhook, and sees it retried', async () => {
    const receiver = await app.receiver({ events: ['project.created'] });
    await request(app.http).post('/api/projects').send({ name: 'x' }).expect(201);
    expect(await receiver.next()).toBeWebhook(ProjectCreated, { name: 'x' });
    receiver.fails(503, { times: 2 });
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(1);

    const startedAt = app.clock.now();
    await request(app.http).post('/api/projects').send({ name: 'y' }).expect(201);
    await app.clock.untilDelivered();
    const attempts = receiver.received.slice(1);
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    for (const attempt of attempts) expect(attempt).toBeWebhook(ProjectCreated, { name: 'y' });
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1);
    expect(new Set(attempts.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
    // 5 s and 5 min, each ± 10 %.
    expect(app.clock.now() - startedAt).toBeGreaterThan(274_000);
    expect(app.clock.now() - startedAt).toBeLessThan(340_000);
  });

  it('gives the endpoint and its secret, and calls the management API as the tenant', async () => {
    const receiver = await app.receiver({ events: [ProjectCreated], name: 'mine' });
    expect(receiver.endpoint).toMatchObject({ name: 'mine', tenantId: 'test', url: receiver.url });
    expect(receiver.secret).toMatch(/^whsec_/);
    const response = await request(app.http).get(`/webhooks/${receiver.endpoint.id}`).expect(200);
    expect(response.body).toMatchObject({ id: receiver.endpoint.id, name: 'mine' });
  });

  it('reaches providers of any module', () => {
    expect(app.get(ProjectsService)).toBeInstanceOf(ProjectsService);
    expect(app.get<DataSource>(getDataSourceToken())).toBeInstanceOf(DataSource);
    expect(app.nest.getHttpServer()).toBe(app.http);
    expect(app.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('a testing app', () => {
  it('has a database of its own, which is gone afterwards, as are its environment variables', async () => {
    const before = { ...process.env };
    const app = await WebhooksTestingApp.with(TenLineModule).env({ KIT_VARIABLE: 'set' }).start();
    const name = nameOf(app.databaseUrl);
    expect(process.env['DATABASE_URL']).toBe(app.databaseUrl);
    expect(process.env['KIT_VARIABLE']).toBe('set');
    expect(await databases()).toContain(name);
    await app.close();
    await app.close();
    expect(await databases()).not.toContain(name);
    expect(process.env).toEqual(before);
  });

  it('is isolated from another one of the same module, also when they start at once', async () => {
    const starts = [0, 1].map(() => WebhooksTestingApp.with(TenLineModule).start());
    const [one, other] = (await Promise.all(starts)) as [WebhooksTestingApp, WebhooksTestingApp];
    try {
      const receivers = [await one.receiver(), await other.receiver()] as const;
      one.clock.advance(86_400_000);
      expect(one.clock.now() - other.clock.now()).toBeGreaterThan(86_000_000);
      await request(one.http).post('/api/projects').send({ name: 'one' }).expect(201);
      await request(other.http).post('/api/projects').send({ name: 'other' }).expect(201);
      expect(await receivers[0].next()).toBeWebhook(ProjectCreated, { name: 'one' });
      expect(await receivers[1].next()).toBeWebhook(ProjectCreated, { name: 'other' });
      await one.clock.untilDelivered();
      await other.clock.untilDelivered();
      expect(receivers.map(({ received }) => received.length)).toEqual([1, 1]);
      const rows = await Promise.all(
        [one, other].map((app) => app.get(DataSource).manager.find(Project)),
      );
      expect(rows.map((projects) => projects.map(({ name }) => name))).toEqual([
        ['one'],
        ['other'],
      ]);
    } finally {
      await one.close();
      await other.close();
    }
  });

  it('redirects what is set up at start: migrations and factories of the application stay', async () => {
    await using app = await WebhooksTestingApp.with(AsyncModule.with()).start();
    expect(AsyncModule.urls).toEqual([app.databaseUrl]);
    expect(app.tenantId).toBe('default');
    const receiver = await app.receiver({ events: [ProjectCreated] });
    await app.get(ProjectsService).create('default', 'migrated');
    expect(await receiver.next()).toBeWebhook(ProjectCreated, { name: 'migrated' });
  });

  it("redirects Hookline's own connection", async () => {
    const database = { url: 'postgres://nobody@127.0.0.1:1/nowhere' };
    await using app = await WebhooksTestingApp.with(AsyncModule.with({ database })).start();
    const receiver = await app.receiver();
    await app.get(ProjectsService).create('default', 'x');
    await expect(receiver.next()).resolves.toMatchObject({ signatureValid: true });
  });

  it('works for an application that has no TypeORM of its own', async () => {
    @Module({
      imports: [
        WebhooksModule.forRoot({
          events: [ProjectCreated],
          singleTenant: true,
          database: { url: 'postgres://nobody@127.0.0.1:1/nowhere' },
        }),
      ],
    })
    class WithoutTypeOrmModule {}
    await using app = await WebhooksTestingApp.with(WithoutTypeOrmModule).start();
    const receiver = await app.receiver();
    const { delivered } = await app
      .get((await import('@hookline/webhooks')).WebhookRegistryService)
      .testEndpoint('default', receiver.endpoint.id);
    expect(delivered).toBe(true);
    expect(await receiver.next()).toBeWebhook('webhook.test');
  });

  it('verifies its receivers where endpoints have to be', async () => {
    @Module({
      imports: [
        WebhooksModule.forRoot({
          database: { url: 'postgres://nobody@127.0.0.1:1/nowhere' },
          singleTenant: true,
          strictEvents: false,
          endpointVerification: { required: true },
        }),
      ],
    })
    class VerifyingModule {}

    await using app = await WebhooksTestingApp.with(VerifyingModule).start();
    const receiver = await app.receiver();
    expect(receiver.endpoint.verification).toBe('verified');
    const { tenantId } = receiver.endpoint;
    await app.get(WebhookPublisher).publish({ type: 'a.b', data: {} }, { tenantId });
    expect(await receiver.next()).toMatchObject({ type: 'a.b', signatureProblem: null });
    expect(receiver.received).toHaveLength(1);
  });

  it('takes a tenant, a user, overrides and a set-up', async () => {
    @Injectable()
    class Loud extends ProjectsService {
      override create(tenantId: string, name: string): Promise<Project> {
        return super.create(tenantId, `${name}!`);
      }
    }
    await using app = await WebhooksTestingApp.with(TenLineModule)
      .tenant('acme')
      .override((builder) => builder.overrideProvider(ProjectsService).useClass(Loud))
      .setUp((nest) => void nest.setGlobalPrefix('v1'))
      .start();
    const mine = await app.receiver();
    const foreign = await app.receiver({ tenantId: 'other' });
    await request(app.http).post('/v1/api/projects').send({ name: 'x' }).expect(201);
    expect(await mine.next()).toBeWebhook(ProjectCreated, { name: 'x!' });
    await app.clock.untilDelivered();
    expect(mine.endpoint.tenantId).toBe('acme');
    expect(foreign.received).toHaveLength(0);
  });

  it('leaves requests without a user when told to', async () => {
    await using app = await WebhooksTestingApp.with(TenLineModule, { logger: false })
      .user(null)
      .start();
    await request(app.http).post('/api/projects').send({ name: 'x' }).expect(500);
  });

  it('cuts a hanging receiver at its deadline, and ends in a dead letter', async () => {
    await using app = await WebhooksTestingApp.with(TenLineModule).start();
    const retryPolicy = {
      strategy: 'constant' as const,
      maxAttempts: 2,
      delayMs: 60_000,
      jitter: 0,
    };
    const receiver = await app.receiver({ timeoutMs: 100, retryPolicy });
    receiver.hangs({ times: 1 }).drips({ times: 1 });
    await request(app.http).post('/api/projects').send({ name: 'x' }).expect(201);
    await app.clock.untilDelivered();
    const [delivery] = (
      await app.get(WebhookDeliveriesService).listByEndpoint('test', receiver.endpoint.id)
    ).items;
    expect(delivery).toMatchObject({
      status: 'dead_letter',
      deadLetterReason: 'exhausted',
      attempts: 2,
    });
  });

  it('tells which deliveries do not end', async () => {
    await using app = await WebhooksTestingApp.with(TenLineModule).start();
    const receiver = await app.receiver({ name: 'slow', timeoutMs: 60_000 });
    receiver.hangs();
    await request(app.http).post('/api/projects').send({ name: 'x' }).expect(201);
    await receiver.next();
    await expect(app.clock.untilDelivered({ timeoutMs: 50 })).rejects.toThrow(
      /project\.created to "slow", 0 attempts made, in flight/,
    );
  });

  it('says when there is no Hookline in the module, and leaves nothing behind', async () => {
    class EmptyModule {}
    Module({})(EmptyModule);
    await onServer(`CREATE ROLE ${ROLE} LOGIN CREATEDB PASSWORD '${ROLE}'`);
    process.env['HOOKLINE_TEST_DATABASE_URL'] = urlOf(ROLE);
    try {
      const starting = WebhooksTestingApp.with(EmptyModule).start();
      await expect(starting).rejects.toThrow(/no Hookline in it/);
      expect(await databases(ROLE)).toEqual([]);
      expect(process.env['DATABASE_URL']).toBeUndefined();
    } finally {
      process.env['HOOKLINE_TEST_DATABASE_URL'] = SERVER;
      await onServer(`DROP ROLE ${ROLE}`);
    }
  });
});
