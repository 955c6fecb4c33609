import { ProjectCreated } from '@hookline/api';
import { FakeReceiver, type WebhooksTestingApp } from '@hookline/testing';
import { WebhookMetrics, WebhookPublisher, WebhooksHealth } from '@hookline/webhooks';
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import request, { type Response } from 'supertest';
import { callerOf, host, type Caller } from './testing/host';
import { dumpSchemas } from './testing/dump';
import { dumpRedis } from './testing/dump-redis';
import { eventually } from './testing/eventually';
import { askEverything, plantOthers } from './testing/plant-others';
import { captureOutput, expectNone, PLANTED } from './testing/planted';
import { untilReady } from './testing/ready';
import { describeRedis, REDIS_URL } from './testing/redis';
import { JWT_SECRET, token } from './testing/token';
import { startWorker } from './testing/worker';

const PATH = '/api/webhooks';
const ENCRYPTION_KEY = randomBytes(32).toString('base64');

/** What receivers do with what they get: take it, show it again, refuse it for a while or for good. */
const RECEIVERS = {
  accepting: (receiver: FakeReceiver) => receiver.succeeds(),
  recovering: (receiver: FakeReceiver) => receiver.fails(500, { times: 1, body: 'on purpose' }),
  echoing: (receiver: FakeReceiver) =>
    receiver.respondWith(({ headers, rawBody }) => ({
      status: 503,
      headers: { 'x-echo': String(headers['x-api-key']), 'x-basic': String(headers.authorization) },
      body: JSON.stringify(headers) + rawBody.toString(),
    })),
  refusing: (receiver: FakeReceiver) => receiver.fails(400),
  gone: (receiver: FakeReceiver) => receiver.fails(410),
  resetting: (receiver: FakeReceiver) => receiver.resets(),
};

function plantedSecrets(redisUrl: string | undefined): void {
  let output: ReturnType<typeof captureOutput>;
  let publisher: WebhooksTestingApp;
  let acme: Caller;
  const receivers = new Map<string, FakeReceiver>();
  const endpointIds = new Map<string, string>();
  const answers: string[] = [];
  /** What the two processes show to those who watch them. */
  const watched: string[] = [];
  /** What was made up by the service itself, and the caller's own token. */
  const made: string[] = [];
  const everything = (): string[] => [
    ...Object.values(PLANTED),
    ...made.map((secret) => secret.replace('whsec_', '')),
    JWT_SECRET,
    ENCRYPTION_KEY,
  ];

  beforeAll(async () => {
    output = captureOutput();
    publisher = await host({ logger: output.logger })
      .override((builder) => builder.setLogger(output.logger))
      .env({
        HOOKLINE_WORKER: 'false',
        REDIS_URL: redisUrl,
        HOOKLINE_ENCRYPTION_KEYS: ENCRYPTION_KEY,
        STRIPE_WEBHOOK_SECRET: `whsec_${PLANTED.inbound}`,
      })
      .start();
    acme = callerOf(publisher);
    made.push(token());
    await plantEndpoints();
    const resting = await FakeReceiver.start({ clock: publisher.clock });
    receivers.set('resting', resting);
    made.push(...(await plantOthers({ app: publisher, caller: acme, keep }, resting)));
    await plantMistakes();
    await plantEvents();
  });
  afterAll(async () => {
    await Promise.all([...receivers.values()].map((receiver) => receiver.close()));
    await publisher.close();
    output.release();
  });

  const keep = ({ text }: Response): void => void answers.push(text);

  /** An answer that shows a secret, this once; it shows nothing else. */
  function keepOnceShown({ body }: Response): { id: string; secret: string } {
    const { secret, ...endpoint } = body as { id: string; secret: string };
    answers.push(JSON.stringify(endpoint));
    return { id: endpoint.id, secret };
  }

  async function plantEndpoints(): Promise<void> {
    for (const [name, behave] of Object.entries(RECEIVERS)) {
      const receiver = behave(await FakeReceiver.start({ clock: publisher.clock }));
      receivers.set(name, receiver);
      const credentials = `//${PLANTED.user}:${PLANTED.password}@`;
      const created = await acme
        .post(PATH, {
          name,
          url: receiver.url.replace('//', credentials),
          secret: PLANTED.secret,
          headers: { 'x-api-key': PLANTED.header },
          maxRetries: 1,
        })
        .expect(201);
      const { id, secret } = keepOnceShown(created);
      endpointIds.set(name, id);
      const path = `${PATH}/${id}/regenerate-secret`;
      const next = keepOnceShown(await acme.post(path).expect(200));
      const own = { secret: PLANTED.rotated, overlapMs: 3_600_000 };
      const rotated = keepOnceShown(await acme.post(path, own).expect(200));
      made.push(next.secret);
      receiver.verifyWith(secret, next.secret, rotated.secret);
      keep(await acme.get(`${PATH}/${id}`).expect(200));
      keep(await acme.patch(`${PATH}/${id}`, { description: 'changed' }).expect(200));
    }
    keep(await acme.get(PATH).expect(200));
  }

  /** Requests that are refused, for each reason that there is. */
  async function plantMistakes(): Promise<void> {
    const { input, header, secret } = PLANTED;
    const url = `https://${PLANTED.user}:${PLANTED.password}@example.com/`;
    const inside = url.replace('example.com', '10.0.0.1');
    const endpoint = { name: 'x', url, secret, headers: { 'x-api-key': header } };
    const bodies = [
      { ...endpoint, name: input, url: 'nonsense', token: input },
      { ...endpoint, url: inside },
      { ...endpoint, url: url.replace(':planted', ':%00planted') },
      { ...endpoint, headers: { 'bad name': header } },
      { ...endpoint, headers: { 'x-key': `${header}\n` } },
      { ...endpoint, headers: { authorization: header } },
      { ...endpoint, secret: `whsec_${secret}%` },
    ];
    for (const body of bodies) keep(await acme.post(PATH, body).expect(400));
    keep(await acme.post('/api/projects', { name: 'x', password: input }).expect(400));
    const broken = acme.post(PATH).set('content-type', 'application/json');
    keep(await broken.send(`{"a":"${input}`).expect(400));
    const forged = request(publisher.http).get(PATH).auth(`${token()}x`, { type: 'bearer' });
    keep(await forged.expect(401));
    keep(await internalError(endpoint));
  }

  /** Postgres refuses the row, and says in its error which row that was. */
  async function internalError(endpoint: object): Promise<Response> {
    const database = new Client({ connectionString: publisher.databaseUrl });
    await database.connect();
    try {
      await database.query(
        `ALTER TABLE hookline.endpoint ADD CONSTRAINT planted CHECK (name <> 'breaks')`,
      );
      return await acme.post(PATH, { ...endpoint, name: 'breaks' }).expect(500);
    } finally {
      await database.query('ALTER TABLE hookline.endpoint DROP CONSTRAINT IF EXISTS planted');
      await database.end();
    }
  }

  /** Through the HTTP API and through the publisher; nobody delivers yet, so jobs stay in the queue. */
  async function plantEvents(): Promise<void> {
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
  }

  const dumpQueue = (): Promise<string> =>
    redisUrl === undefined
      ? dumpSchemas(publisher.databaseUrl, 'hookline_bullmq')
      : dumpRedis(redisUrl, new URL(publisher.databaseUrl).pathname.slice(1));

  it('SEC-S06 are in no table and in no job while nothing has been delivered', async () => {
    const tables = await dumpSchemas(publisher.databaseUrl);
    expect(tables).toContain('project.created');
    expectNone(tables, everything());
    // Nobody waits for the queue: a job may come after the answer to the request.
    const jobs = await eventually(dumpQueue, (dump) => dump.includes('deliver'));
    expect(jobs).toContain('deliver');
    expectNone(jobs, everything());
    expect(jobs).not.toContain('project.created');
  });

  it('reach no receiver, but for the header that it is meant to get', async () => {
    await using worker = await startWorker(publisher, redisUrl, output.logger);
    const test = acme.post(`${PATH}/${endpointIds.get('accepting')}/test`).expect(200);
    keep(await test);
    await worker.clock.untilDelivered();
    watched.push(await worker.get(WebhookMetrics).text());
    watched.push(JSON.stringify(await worker.get(WebhooksHealth).check()));
    const basic = `Basic ${Buffer.from(`${PLANTED.user}:${PLANTED.password}`).toString('base64')}`;
    const received = [...receivers.values()].flatMap((receiver) => receiver.received);
    expect(received.length).toBeGreaterThan(15);
    for (const { headers, rawBody, signatureProblem } of received) {
      expect(signatureProblem).toBeNull();
      const { 'x-api-key': key, authorization, ...others } = headers;
      expect({ key, authorization }).toEqual({ key: PLANTED.header, authorization: basic });
      expectNone(JSON.stringify(others) + rawBody.toString(), everything());
    }
  });

  it('SEC-S06 are in no delivery, whatever became of it', async () => {
    const ends = new Set<string>();
    for (const id of endpointIds.values()) {
      const list = await acme.get(`${PATH}/${id}/deliveries`).expect(200);
      keep(list);
      for (const { id: delivery } of (list.body as { items: { id: string }[] }).items) {
        const read = await acme.get(`${PATH}/deliveries/${delivery}`).expect(200);
        keep(read);
        const { status, deadLetterReason } = read.body as Record<string, string | null>;
        ends.add(deadLetterReason ?? String(status));
      }
    }
    expect([...ends].sort()).toEqual(['delivered', 'exhausted', 'gone', 'rejected']);
    expect(answers.join()).toContain('[concealed]');
  });

  it('SEC-S06 are in no table and in no job afterwards', async () => {
    const ground = { app: publisher, caller: acme, keep };
    await askEverything(ground, endpointIds.get('refusing') ?? '');
    expectNone(await dumpSchemas(publisher.databaseUrl), everything());
    expectNone(await dumpQueue(), everything());
  });

  it('SEC-S06 are in no answer', async () => {
    keep(await request(publisher.http).get('/api/docs-json'));
    expect(answers.length).toBeGreaterThan(55);
    expectNone(answers.join('\n'), everything());
  });

  it('SEC-S06 are in no metric and in no state of health', async () => {
    for (const path of ['/metrics', '/health/live']) {
      watched.push((await request(publisher.http).get(path).expect(200)).text);
    }
    watched.push((await untilReady(publisher)).text);
    const text = watched.join('\n');
    expect(text).toMatch(/^hookline_attempts_total{.*} [1-9]/m);
    expectNone(text, everything());
  });

  it('SEC-S06 are in no log', () => {
    expect(output.lines.length).toBeGreaterThan(10);
    // The row that Postgres refused is told of, so that what is missing here was looked for.
    expect(output.lines.join('\n')).toContain('violates check constraint');
    expect(output.lines.join('\n')).toContain('webhook.attempt');
    expectNone(output.lines.join('\n'), everything());
  });
}

describe('planted passwords, with the queue in Postgres', () => plantedSecrets(undefined));
describeRedis('planted passwords, with the queue in Redis [redis]', () =>
  plantedSecrets(REDIS_URL),
);
