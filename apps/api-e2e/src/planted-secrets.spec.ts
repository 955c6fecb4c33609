import { ProjectCreated } from '@hookline/api';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { WebhookPublisher } from '@hookline/webhooks';
import type { LoggerService } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { callerOf, host } from './testing/host';
import { dumpSchemas } from './testing/dump';
import { eventually } from './testing/eventually';
import { describeRedis, REDIS_URL } from './testing/redis';
import { dumpRedis } from './testing/dump-redis';
import { startWorker } from './testing/worker';

/** Each in a place of its own, so that a leak says where it came from. */
const PLANTED = {
  /** In the object that an event is made of, in a field that the event does not have. */
  field: 'planted-password-in-a-field',
  /** In a field that no request has. */
  input: 'planted-password-in-a-request',
  /** The tail of a signing secret: its first characters are shown on purpose. */
  secret: 'planted-password-as-secret',
  /** The value of a custom header. */
  header: 'planted-password-in-a-header',
};

/** Every line that is written, whoever writes it. */
function captureOutput(): { lines: string[]; logger: LoggerService; release(): void } {
  const lines: string[] = [];
  const write = (...parts: unknown[]): void => {
    lines.push(
      parts
        .map((part) => (part instanceof Error ? String(part.stack) : JSON.stringify(part)))
        .join(' '),
    );
  };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    }),
  );
  const logger = {
    log: write,
    error: write,
    warn: write,
    debug: write,
    verbose: write,
    fatal: write,
  };
  return { lines, logger, release: () => spies.forEach((spy) => spy.mockRestore()) };
}

function expectNone(text: string, planted: readonly string[] = Object.values(PLANTED)): void {
  for (const marker of planted) {
    const forms = [
      marker,
      Buffer.from(marker).toString('base64').replace(/=+$/, ''),
      Buffer.from(marker).toString('hex'),
    ];
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
  }
}

function plantedPasswords(redisUrl: string | undefined): void {
  let output: ReturnType<typeof captureOutput>;
  let publisher: WebhooksTestingApp;
  let receiver: TestingReceiver;
  const answers: string[] = [];

  beforeAll(async () => {
    output = captureOutput();
    publisher = await host({ logger: output.logger })
      .override((builder) => builder.setLogger(output.logger))
      .env({ HOOKLINE_WORKER: 'false', REDIS_URL: redisUrl })
      .start();
    await plant();
  });
  afterAll(async () => {
    await publisher.close();
    output.release();
  });

  /** Through the HTTP API and through the publisher; nobody delivers yet, so jobs stay in the queue. */
  async function plant(): Promise<void> {
    const acme = callerOf(publisher);
    receiver = await publisher.receiver({ headers: { 'x-api-key': PLANTED.header } });
    receiver.verifyWith(PLANTED.secret);
    const path = '/api/webhooks';
    const keep = ({ text }: { text: string }): unknown => answers.push(text);
    keep(await acme.post('/api/projects', { name: 'x', password: PLANTED.input }).expect(400));
    keep(
      await acme
        .post(path, { name: PLANTED.input, url: 'nonsense', token: PLANTED.input })
        .expect(400),
    );
    keep(
      await acme
        .post(path, { name: 'x', url: `https://user:${PLANTED.input}@example.com` })
        .expect(400),
    );
    keep(
      await acme
        .post(path)
        .set('content-type', 'application/json')
        .send(`{"a":"${PLANTED.input}`)
        .expect(400),
    );
    keep(
      await acme
        .post(path, {
          name: 'x',
          url: 'https://example.com',
          headers: { 'bad name': PLANTED.header },
        })
        .expect(400),
    );
    const { id } = receiver.endpoint;
    await acme.delete(`${path}/${id}`).expect(204);
    const created = await acme
      .post(path, {
        name: 'planted',
        url: receiver.url,
        secret: PLANTED.secret,
        headers: { 'x-api-key': PLANTED.header },
        maxRetries: 1,
      })
      .expect(201);
    // The answer to the creation shows the secret, that once; it never shows the header.
    expectNone(created.text, [PLANTED.header, PLANTED.field, PLANTED.input]);
    const endpointId = (created.body as { id: string }).id;
    keep(await acme.get(path).expect(200));
    keep(await acme.patch(`${path}/${endpointId}`, { description: 'changed' }).expect(200));
    keep(await acme.post('/api/projects', { name: 'told' }).expect(201));
    const project = {
      id: randomUUID(),
      name: 'entity',
      description: null,
      createdAt: new Date().toISOString(),
      password: PLANTED.field,
    };
    await publisher
      .get(WebhookPublisher)
      .publish(Object.assign(new ProjectCreated(), project), { tenantId: 'acme' });
    keep(await acme.get(`${path}/${endpointId}/deliveries`).expect(200));
  }

  const dumpQueue = (): Promise<string> =>
    redisUrl === undefined
      ? dumpSchemas(publisher.databaseUrl, 'hookline_bullmq')
      : dumpRedis(redisUrl, new URL(publisher.databaseUrl).pathname.slice(1));

  it('are in no table and in no job while nothing has been delivered', async () => {
    const tables = await dumpSchemas(publisher.databaseUrl, 'hookline', 'public');
    expect(tables).toContain('project.created');
    expectNone(tables);
    // Nobody waits for the queue: a job may come after the answer to the request.
    const jobs = await eventually(dumpQueue, (dump) => dump.includes('deliver'));
    expect(jobs).toContain('deliver');
    expectNone(jobs);
    expect(jobs).not.toContain('project.created');
  });

  it('reach no receiver, but for the header that it is meant to get', async () => {
    await using worker = await startWorker(publisher, redisUrl);
    receiver.fails(500, { times: 1, body: 'failing on purpose' });
    await worker.clock.untilDelivered();
    expect(receiver.received.length).toBeGreaterThanOrEqual(3);
    for (const { headers, rawBody, signatureProblem } of receiver.received) {
      expect(signatureProblem).toBeNull();
      const { 'x-api-key': key, ...others } = headers;
      expect(key).toBe(PLANTED.header);
      expectNone(JSON.stringify(others) + rawBody.toString());
    }
  });

  it('are in no table and in no job afterwards', async () => {
    expectNone(await dumpSchemas(publisher.databaseUrl, 'hookline', 'public'));
    expectNone(await dumpQueue());
  });

  it('are in no answer', () => {
    expect(answers).toHaveLength(9);
    expectNone(answers.join('\n'));
  });

  it('are in no log', () => {
    expect(output.lines.length).toBeGreaterThan(10);
    expectNone(output.lines.join('\n'));
  });
}

describe('planted passwords, with the queue in Postgres', () => plantedPasswords(undefined));
describeRedis('planted passwords, with the queue in Redis [redis]', () =>
  plantedPasswords(REDIS_URL),
);
