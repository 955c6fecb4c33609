import type { Delivery, DeliveryWithAttempts, Endpoint, Page } from '@hookline/contracts';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { eventually } from './testing/eventually';
import { bodyOf, callerOf, host, type Caller } from './testing/host';

describe('deliveries', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;

  beforeAll(async () => {
    app = await host().start();
    acme = callerOf(app);
  });
  afterAll(() => app.close());

  async function listOf({ endpoint }: TestingReceiver, query = ''): Promise<Page<Delivery>> {
    const body = await bodyOf<unknown>(
      acme.get(`/api/webhooks/${endpoint.id}/deliveries${query}`).expect(200),
    );
    return body as Page<Delivery>;
  }

  async function read(id: string): Promise<DeliveryWithAttempts> {
    const body = await bodyOf<unknown>(acme.get(`/api/webhooks/deliveries/${id}`).expect(200));
    return body as DeliveryWithAttempts;
  }

  async function publishTo(receiver: TestingReceiver): Promise<DeliveryWithAttempts> {
    await acme.post('/api/projects', { name: 'x' }).expect(201);
    await app.clock.untilDelivered();
    const [delivery] = (await listOf(receiver)).items;
    return read(delivery?.id ?? '');
  }

  it('are tried again at the times of the policy, with the same bytes', async () => {
    const retryPolicy = { strategy: 'schedule' as const, delaysMs: [0, 5_000, 300_000], jitter: 0 };
    const receiver = await app.receiver({ events: ['project.created'], retryPolicy });
    receiver.resets({ times: 1 }).fails(503, { times: 1, body: 'busy' });
    const delivery = await publishTo(receiver);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 3, nextAttemptAt: null });
    expect(delivery.attemptLog).toMatchObject([
      { number: 1, status: null, errorCode: 'connection_reset', retryable: true },
      { number: 2, status: 503, errorCode: 'http_status', retryable: true, responseBody: 'busy' },
      { number: 3, status: 200, errorCode: null, address: '127.0.0.1' },
    ]);
    const starts = delivery.attemptLog.map(({ startedAt }) => Date.parse(startedAt));
    for (const [index, delayMs] of [5_000, 300_000].entries()) {
      // The delay counts from the end of an attempt, which takes real time.
      const endedAt = (starts[index] ?? 0) + (delivery.attemptLog[index]?.durationMs ?? 0);
      const waitedMs = (starts[index + 1] ?? 0) - endedAt;
      expect(waitedMs).toBeGreaterThanOrEqual(delayMs);
      expect(waitedMs).toBeLessThan(delayMs + 1_000);
    }
    const { received } = receiver;
    expect(received.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(received.every(({ signatureValid }) => signatureValid)).toBe(true);
    expect(new Set(received.map(({ rawBody }) => rawBody.toString('hex'))).size).toBe(1);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  it('end as dead letters when nothing helps', async () => {
    const receiver = await app.receiver({
      events: ['project.created'],
      maxRetries: 2,
      retryDelay: 60,
    });
    receiver.fails(500);
    expect(await publishTo(receiver)).toMatchObject({
      status: 'dead_letter',
      deadLetterReason: 'exhausted',
      attempts: 3,
    });
    const rejecting = await app.receiver({ events: ['project.created'] });
    rejecting.fails(400);
    expect(await publishTo(rejecting)).toMatchObject({
      status: 'dead_letter',
      deadLetterReason: 'rejected',
      attempts: 1,
    });
  });

  it('wait as long as the receiver asks for', async () => {
    const receiver = await app.receiver({ events: ['project.created'] });
    receiver.fails(429, { times: 1, headers: { 'retry-after': '120' } });
    const { attemptLog } = await publishTo(receiver);
    const [first, second] = attemptLog.map(({ startedAt }) => Date.parse(startedAt));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(120_000);
  });

  it('keep to the rate and the order of their endpoint', async () => {
    const receiver = await app.receiver({
      events: ['project.created'],
      rateLimit: { perSecond: 0.1, burst: 1 },
      ordering: { by: 'endpoint', onExhausted: 'halt' },
      retryPolicy: { strategy: 'schedule', delaysMs: [0, 60_000], jitter: 0 },
    });
    receiver.fails(500, { times: 1 });
    const began = app.clock.now();
    for (const name of ['one', 'two', 'three']) {
      await acme.post('/api/projects', { name }).expect(201);
    }
    await app.clock.untilDelivered();
    const names = receiver.received.map(({ data }) => (data as { name: string }).name);
    expect(names).toEqual(['one', 'one', 'two', 'three']);
    expect(app.clock.now() - began).toBeGreaterThanOrEqual(80_000);
  });

  it('are cut at the deadline, a dripping receiver too', async () => {
    const retryPolicy = {
      strategy: 'constant' as const,
      // A slow machine may also need longer than the deadline for an attempt that nothing hinders.
      maxAttempts: 10,
      delayMs: 1_000,
      jitter: 0,
    };
    const receiver = await app.receiver({
      events: ['project.created'],
      retryPolicy,
      timeoutMs: 150,
    });
    receiver.hangs({ times: 1 }).drips({ times: 1 });
    const { attemptLog, status } = await publishTo(receiver);
    expect(status).toBe('delivered');
    const cut = attemptLog.slice(0, -1);
    expect(cut.length).toBeGreaterThanOrEqual(2);
    for (const { errorCode, durationMs } of cut) {
      expect(errorCode).toBe('timeout');
      expect(durationMs).toBeGreaterThanOrEqual(140);
    }
    expect(attemptLog.at(-1)?.errorCode).toBeNull();
  });

  it('switch an endpoint off that answers 410, and leave it alone from then on', async () => {
    const receiver = await app.receiver({ events: ['project.created'] });
    receiver.fails(410);
    expect(await publishTo(receiver)).toMatchObject({
      status: 'dead_letter',
      deadLetterReason: 'gone',
      attempts: 1,
    });
    // It is switched off right after the attempt is recorded.
    const endpoint = await eventually(
      () => bodyOf<Endpoint>(acme.get(`/api/webhooks/${receiver.endpoint.id}`).expect(200)),
      ({ active }) => !active,
    );
    expect(endpoint).toMatchObject({ active: false, disabledReason: 'gone' });
    await acme.post('/api/projects', { name: 'unheard' }).expect(201);
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(1);
  });

  it('are not sent to an endpoint that is switched off, and wait for it', async () => {
    const retryPolicy = {
      strategy: 'constant' as const,
      maxAttempts: 3,
      delayMs: 60_000,
      jitter: 0,
    };
    const receiver = await app.receiver({ events: ['project.created'], retryPolicy });
    receiver.fails(503, { times: 1 });
    await acme.post('/api/projects', { name: 'x' }).expect(201);
    await receiver.next();
    await acme.patch(`/api/webhooks/${receiver.endpoint.id}`, { active: false }).expect(200);
    await expect(app.clock.untilDelivered()).rejects.toThrow(/held: paused/);
    const [held] = (await listOf(receiver)).items;
    expect(held).toMatchObject({ status: 'retrying', holdReason: 'paused', attempts: 1 });
    await acme.patch(`/api/webhooks/${receiver.endpoint.id}`, { active: true }).expect(200);
    await app.clock.untilDelivered();
    expect(receiver.received.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('are dead letters when their endpoint is deleted', async () => {
    const receiver = await app.receiver({ events: ['project.created'] });
    receiver.fails(503);
    await acme.post('/api/projects', { name: 'x' }).expect(201);
    await receiver.next();
    await acme.delete(`/api/webhooks/${receiver.endpoint.id}`).expect(204);
    await app.clock.untilDelivered();
    const [buried] = (await listOf(receiver)).items;
    expect(buried).toMatchObject({ status: 'dead_letter', deadLetterReason: 'endpoint_deleted' });
    expect(receiver.received).toHaveLength(1);
  });

  it('can be tried out, also when the endpoint is switched off', async () => {
    const receiver = await app.receiver({ events: ['session.ended'], active: false });
    const path = `/api/webhooks/${receiver.endpoint.id}/test`;
    const tried = await acme.post(path).expect(200);
    expect(tried.body).toMatchObject({
      delivered: true,
      deliveryId: expect.stringMatching(/^dlv_/) as string,
      attempt: { number: 1, status: 200 },
    });
    expect(await receiver.next()).toBeWebhook('webhook.test');
    receiver.fails(500);
    const failed = await acme.post(path).expect(200);
    expect(failed.body).toMatchObject({ delivered: false, attempt: { status: 500 } });
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(2);
  });

  it('are listed in pages, newest first, and by status', async () => {
    const receiver = await app.receiver({ events: ['project.created'] });
    receiver.fails(400, { times: 1 });
    for (const name of ['one', 'two', 'three']) {
      await acme.post('/api/projects', { name }).expect(201);
      await app.clock.untilDelivered();
    }
    const ids = receiver.received.map(({ deliveryId }) => deliveryId).reverse();
    const first = await listOf(receiver, '?limit=2');
    const rest = await listOf(receiver, `?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
    const dead = await listOf(receiver, '?status=dead_letter');
    expect(dead.items.map(({ id }) => id)).toEqual([ids[2]]);
  });
});
