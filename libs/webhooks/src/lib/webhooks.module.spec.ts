import {
  type CallHandler,
  type INestApplication,
  Injectable,
  Module,
  type Type,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Server } from 'node:http';
import { map } from 'rxjs';
import request from 'supertest';
import { createEmptyDatabase } from '../testing/test-database';
import { TestReceiver } from '../testing/test-receiver';
import { WebhookPublisher } from './publishing/webhook-publisher';
import { WebhookRegistryService } from './registry/webhook-registry.service';
import { WebhooksModule } from './webhooks.module';
import type { WebhooksOptions } from './webhooks.options';
import { WebhooksWorkerModule } from './webhooks-worker.module';

describe('WebhooksModule', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  const apps: INestApplication[] = [];

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });

  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
  });

  afterAll(() => database.drop());

  async function start(...imports: unknown[]): Promise<INestApplication<Server>> {
    const module = await Test.createTestingModule({ imports: imports as Type[] }).compile();
    const app = module.createNestApplication<INestApplication<Server>>({ logger: false });
    await app.init();
    apps.push(app);
    return app;
  }

  const options = (): WebhooksOptions => ({ database: { url: database.url }, singleTenant: true });

  it('serves the management API below its path', async () => {
    const standard = await start(WebhooksModule.forRoot(options()));
    await request(standard.getHttpServer()).get('/webhooks').expect(200);
    const own = await start(WebhooksModule.forRoot({ ...options(), http: { path: 'v1/hooks' } }));
    await request(own.getHttpServer()).get('/v1/hooks').expect(200);
    await request(own.getHttpServer()).get('/v1/hooks/events').expect(200);
    await request(own.getHttpServer()).get('/webhooks').expect(404);
  });

  it('serves the metrics beside it, elsewhere, or not at all', async () => {
    const standard = await start(WebhooksModule.forRoot(options()));
    await request(standard.getHttpServer())
      .get('/metrics')
      .expect(200, /^# HELP hookline_/);
    const own = await start(
      WebhooksModule.forRoot({ ...options(), http: { metrics: 'internal/metrics' } }),
    );
    await request(own.getHttpServer())
      .get('/internal/metrics')
      .expect(200, /^# HELP hookline_/);
    await request(own.getHttpServer()).get('/metrics').expect(404);
    const none = await start(WebhooksModule.forRoot({ ...options(), http: { metrics: false } }));
    await request(none.getHttpServer()).get('/metrics').expect(404);
    await request(none.getHttpServer()).get('/webhooks').expect(200);
  });

  it('serves the metrics on Fastify, and as they are, whatever the application wraps', async () => {
    const wrap = {
      intercept: (_: unknown, next: CallHandler) => next.handle().pipe(map(() => ({}))),
    };
    const module = await Test.createTestingModule({
      imports: [WebhooksModule.forRoot(options())],
      providers: [{ provide: APP_INTERCEPTOR, useValue: wrap }],
    }).compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
    apps.push(app);
    await app.getHttpAdapter().getInstance().ready();
    const answer = await request(app.getHttpServer()).get('/metrics').expect(200);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.text).toMatch(/^# HELP hookline_/);
    await request(app.getHttpServer()).get('/webhooks').expect(200, {});
  });

  it('serves nothing with http: false, and wants no tenant resolver then', async () => {
    const app = await start(
      WebhooksModule.forRoot({ database: { url: database.url }, http: false }),
    );
    await request(app.getHttpServer()).get('/webhooks').expect(404);
    await request(app.getHttpServer()).get('/metrics').expect(404);
  });

  it('refuses to start without a tenant resolver, and says what to do', async () => {
    await expect(
      start(WebhooksModule.forRoot({ database: { url: database.url } })),
    ).rejects.toMatchObject({
      code: 'HOOKLINE_TENANT_RESOLVER_MISSING',
      message: expect.stringContaining('`singleTenant: true`') as string,
    });
  });

  it('refuses to start without a database, or with one that does not answer', async () => {
    await expect(start(WebhooksModule.forRoot({ singleTenant: true }))).rejects.toMatchObject({
      code: 'HOOKLINE_DATABASE_MISSING',
    });
    const nobody = { url: 'postgres://nobody@127.0.0.1:1/none' };
    await expect(
      start(WebhooksModule.forRoot({ singleTenant: true, database: nobody })),
    ).rejects.toMatchObject({ code: 'HOOKLINE_DATABASE_UNREACHABLE' });
  });

  it('SEC-E05 refuses to start with loopback allowed in production', async () => {
    const { NODE_ENV } = process.env;
    process.env['NODE_ENV'] = 'production';
    try {
      const given = {
        ...options(),
        encryptionKeys: [Buffer.alloc(32, 1).toString('base64')],
        egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
      };
      await expect(start(WebhooksModule.forRoot(given))).rejects.toMatchObject({
        code: 'HOOKLINE_CONFIG_INVALID',
        message: expect.stringContaining('egress.allow') as string,
      });
    } finally {
      process.env['NODE_ENV'] = NODE_ENV;
    }
  });

  it('SEC-S01 refuses to start in production without a key', async () => {
    const { NODE_ENV, HOOKLINE_ENCRYPTION_KEYS } = process.env;
    process.env['NODE_ENV'] = 'production';
    delete process.env['HOOKLINE_ENCRYPTION_KEYS'];
    try {
      await expect(start(WebhooksModule.forRoot(options()))).rejects.toMatchObject({
        code: 'HOOKLINE_CONFIG_INVALID',
        message: expect.stringContaining('HOOKLINE_ENCRYPTION_KEYS') as string,
      });
    } finally {
      process.env['NODE_ENV'] = NODE_ENV;
      if (HOOKLINE_ENCRYPTION_KEYS !== undefined) {
        process.env['HOOKLINE_ENCRYPTION_KEYS'] = HOOKLINE_ENCRYPTION_KEYS;
      }
    }
  });

  it('waits for migrations when they are manual', async () => {
    const empty = await createEmptyDatabase();
    try {
      await expect(
        start(
          WebhooksModule.forRoot({
            singleTenant: true,
            database: { url: empty.url },
            migrations: 'manual',
          }),
        ),
      ).rejects.toMatchObject({ code: 'HOOKLINE_MIGRATIONS_PENDING' });
    } finally {
      await empty.drop();
    }
  });

  it('takes its options from a factory, and its connection from a named data source', async () => {
    @Injectable()
    class Settings {
      readonly tenantHeader = 'x-tenant';
    }
    @Module({ providers: [Settings], exports: [Settings] })
    class SettingsModule {}
    const app = await start(
      TypeOrmModule.forRoot({ type: 'postgres', name: 'second', url: database.url }),
      WebhooksModule.forRootAsync({
        dataSource: 'second',
        http: { path: 'hooks' },
        imports: [SettingsModule],
        inject: [Settings],
        useFactory: (settings: Settings) => ({
          tenant: (incoming: { headers: Record<string, string> }) =>
            incoming.headers[settings.tenantHeader],
        }),
      }),
    );
    await request(app.getHttpServer()).get('/hooks').expect(401);
    await request(app.getHttpServer()).get('/hooks').set('x-tenant', 'acme').expect(200);
  });

  it('publishes here and works there', async () => {
    const receiver = await new TestReceiver().start();
    const given = {
      ...options(),
      strictEvents: false,
      egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
    };
    const publishing = await start(WebhooksModule.forRoot({ ...given, worker: false }));
    const { endpoint } = await publishing
      .get(WebhookRegistryService)
      .create('default', { name: 'apart', url: receiver.url });
    await publishing.get(WebhookPublisher).publish({ type: 'project.created', data: {} }, {});
    expect(receiver.requests).toHaveLength(0);
    await start(WebhooksWorkerModule.forRoot(given));
    await receiver.count(1);
    expect(receiver.requests[0]?.headers['x-webhook-endpoint']).toBe(endpoint.id);
    await receiver.stop();
  });
});
