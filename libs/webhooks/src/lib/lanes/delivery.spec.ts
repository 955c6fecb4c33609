import { Webhook } from 'standardwebhooks';
import { eventually } from '../../testing/eventually';
import { ManualClock } from '../../testing/manual-clock';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { Claimer } from '../dispatch/claimer';
import { WebhookWorker } from '../dispatch/webhook-worker';

interface DeliveryRow {
  status: string;
  attempts: number;
  hold: string | null;
  dead_letter_reason: string | null;
  owner: string | null;
  due_at: Date;
  completed_at: Date | null;
}

describe('Delivery', () => {
  let clock: ManualClock;
  let pipeline: Pipeline;
  let wake: () => void;

  beforeEach(async () => {
    clock = new ManualClock();
    pipeline = await startPipeline({ clock });
    const worker = pipeline.module.get(WebhookWorker);
    wake = () => worker.wake();
  });

  afterEach(() => pipeline.close());

  const publish = (name = 'x') =>
    pipeline.publisher.publish({ type: 'project.created', data: { name } }, { tenantId: TENANT });

  const deliveries = () =>
    pipeline.rows<DeliveryRow>('SELECT * FROM hookline.delivery ORDER BY id');

  /** The first delivery, once it fits. */
  const delivery = (fits: (row: DeliveryRow) => boolean) =>
    eventually(async () => (await deliveries()).find(fits));

  const settled = (attempts: number) =>
    delivery((row) => row.owner === null && row.attempts === attempts);

  /** How long the only delivery waits, in ms: from the end of its last attempt on, which took real time. */
  const waitMs = async (): Promise<number> => {
    const [row] = await pipeline.rows<{ ms: number }>(
      `SELECT (extract(epoch FROM d.due_at - a.started_at) * 1000)::int - a.duration_ms AS ms
       FROM hookline.delivery d JOIN hookline.attempt a ON a.delivery_id = d.id AND a.number = d.attempts`,
    );
    return row?.ms ?? NaN;
  };

  it('arrives signed, once, with the stored bytes', async () => {
    const { endpoint, secret } = await pipeline.registry.create(TENANT, {
      name: 'signed',
      url: `${pipeline.receiver.url}/hook`,
      headers: { 'x-custom': 'value' },
    });
    const published = await publish('zażółć 🦆');
    await pipeline.receiver.count(1);
    const [request] = pipeline.receiver.requests;
    const verifier = new Webhook(secret);
    // The library refuses old messages, and the clock stands in the past: verify() is given the present.
    expect(verifier.sign(published.id, new Date(clock.now()), request?.body ?? '')).toBe(
      request?.headers['webhook-signature'],
    );
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': published.id,
      'webhook-timestamp': String(Math.floor(clock.now() / 1000)),
      'x-webhook-event': 'project.created',
      'x-webhook-delivery': published.deliveries[0],
      'x-webhook-endpoint': endpoint.id,
      'x-webhook-attempt': '1',
      'x-custom': 'value',
      'user-agent': expect.stringMatching(/^Hookline\/\d/) as string,
    });
    expect(request?.body).toBe(
      `{"id":"${published.id}","type":"project.created","timestamp":"2026-01-02T03:04:05.000Z","data":{"name":"zażółć 🦆"}}`,
    );
    expect(await settled(1)).toMatchObject({
      status: 'delivered',
      completed_at: expect.any(Date) as Date,
    });
    const stored = await pipeline.rows<{ body: string }>('SELECT body FROM hookline.event');
    expect(stored[0]?.body).toBe(request?.body);
  });

  it('is retried at the times of the standard schedule, with the same bytes and id, until it is a dead letter', async () => {
    await pipeline.endpoint();
    pipeline.receiver.answer = () => ({ status: 503, body: 'not now' });
    await publish();
    const hour = 3_600_000;
    const schedule = [
      5_000,
      300_000,
      1_800_000,
      2 * hour,
      5 * hour,
      10 * hour,
      14 * hour,
      20 * hour,
      24 * hour,
    ];
    for (const [index, expected] of schedule.entries()) {
      const row = await settled(index + 1);
      expect(row.status).toBe('retrying');
      const waits = await waitMs();
      expect(waits).toBeGreaterThanOrEqual(expected * 0.9);
      expect(waits).toBeLessThanOrEqual(expected * 1.1);
      clock.advance(row.due_at.getTime() - clock.now());
      wake();
      await pipeline.receiver.count(index + 2);
    }
    expect(await settled(10)).toMatchObject({
      status: 'dead_letter',
      dead_letter_reason: 'exhausted',
    });
    const { requests } = pipeline.receiver;
    expect(requests).toHaveLength(10);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(requests.map(({ headers }) => headers['x-webhook-attempt'])).toEqual(
      Array.from({ length: 10 }, (_, index) => String(index + 1)),
    );
    expect(new Set(requests.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10);
  });

  it('is not sent before it is due', async () => {
    await pipeline.endpoint({
      retryPolicy: { strategy: 'constant', maxAttempts: 3, delayMs: 60_000, jitter: 0 },
    });
    pipeline.receiver.answer = () => ({ status: 500 });
    await publish();
    await settled(1);
    clock.advance(59_000);
    wake();
    // Claims go oldest first: when this one has arrived, the sweep before it has passed.
    await publish('marker');
    await pipeline.receiver.until(() =>
      pipeline.receiver.requests.some(({ body }) => body.includes('marker')),
    );
    expect(pipeline.receiver.requests).toHaveLength(2);
    // The minute begins at the end of the attempt, which takes its time on a busy machine.
    clock.advance(31_000);
    wake();
    await pipeline.receiver.until(() =>
      pipeline.receiver.requests.some(({ headers }) => headers['x-webhook-attempt'] === '2'),
    );
  });

  it('is not sent before its time by a wake-up that comes late', async () => {
    await pipeline.endpoint();
    pipeline.receiver.answer = () => ({ status: 503 });
    await publish();
    await settled(1);
    const [row] = await pipeline.rows<{ id: string }>('SELECT id FROM hookline.delivery');
    expect(await pipeline.module.get(Claimer).claim([row?.id ?? ''])).toBe(0);
  });

  it('waits as long as Retry-After asks, up to the longest delay of the policy', async () => {
    await pipeline.endpoint({
      retryPolicy: {
        strategy: 'exponential',
        maxAttempts: 3,
        initialDelayMs: 1_000,
        multiplier: 2,
        maxDelayMs: 60_000,
        jitter: 0,
      },
    });
    const asked = ['30', '7200'];
    pipeline.receiver.answer = () => ({
      status: 429,
      headers: { 'retry-after': asked.shift() ?? '0' },
    });
    await publish();
    const first = await settled(1);
    expect(await waitMs()).toBe(30_000);
    clock.advance(first.due_at.getTime() - clock.now());
    wake();
    await settled(2);
    expect(await waitMs()).toBe(60_000);
  });

  it.each([400, 401, 404, 301, 422])('is a dead letter at once after %i', async (status) => {
    await pipeline.endpoint();
    pipeline.receiver.answer = () => ({
      status,
      headers: { location: `${pipeline.receiver.url}/elsewhere` },
    });
    await publish();
    expect(await settled(1)).toMatchObject({
      status: 'dead_letter',
      dead_letter_reason: 'rejected',
    });
    expect(pipeline.receiver.requests).toHaveLength(1);
  });

  it('retries the statuses that the endpoint names, and no others', async () => {
    await pipeline.endpoint({ retryStatuses: [404] });
    const answers = [404, 503];
    pipeline.receiver.answer = () => ({ status: answers.shift() ?? 500 });
    await publish();
    expect(await settled(1)).toMatchObject({ status: 'retrying' });
    clock.advance(60_000);
    wake();
    expect(await settled(2)).toMatchObject({
      status: 'dead_letter',
      dead_letter_reason: 'rejected',
    });
  });

  it('switches the endpoint off after 410, and buries what waits for it', async () => {
    const id = await pipeline.endpoint();
    pipeline.receiver.answer = () => ({ status: 503 });
    await publish('waits for its retry');
    await settled(1);
    pipeline.receiver.answer = () => ({ status: 410 });
    await publish('meets the 410');
    await eventually(async () =>
      (await deliveries()).every(({ status }) => status === 'dead_letter'),
    );
    expect((await deliveries()).map(({ dead_letter_reason: reason }) => reason)).toEqual([
      'gone',
      'gone',
    ]);
    const endpoint = await pipeline.registry.findById(TENANT, id);
    expect(endpoint).toMatchObject({ active: false, disabledReason: 'gone' });
    await eventually(async () => (await publish()).deliveries.length === 0);
  });

  it('is held while its endpoint is switched off, and goes on when it is switched on', async () => {
    const id = await pipeline.endpoint({
      retryPolicy: { strategy: 'constant', maxAttempts: 5, delayMs: 60_000, jitter: 0 },
    });
    pipeline.receiver.answer = () => ({ status: 500 });
    await publish();
    await settled(1);
    await pipeline.registry.update(TENANT, id, { active: false });
    clock.advance(90_000);
    wake();
    await delivery((row) => row.hold === 'paused');
    expect(pipeline.receiver.requests).toHaveLength(1);
    pipeline.receiver.answer = () => ({ status: 200 });
    await pipeline.registry.update(TENANT, id, { active: true });
    wake();
    expect(await settled(2)).toMatchObject({ status: 'delivered', hold: null });
  });

  it('is a dead letter when its endpoint is deleted', async () => {
    const id = await pipeline.endpoint();
    pipeline.receiver.answer = () => ({ status: 500 });
    await publish();
    await settled(1);
    await pipeline.registry.delete(TENANT, id);
    expect(await delivery((row) => row.status === 'dead_letter')).toMatchObject({
      dead_letter_reason: 'endpoint_deleted',
    });
  });

  it('is cut at the deadline when the receiver hangs, and says so', async () => {
    await pipeline.endpoint({ timeoutMs: 200 });
    pipeline.receiver.answer = () => 'hang';
    await publish();
    expect(await settled(1)).toMatchObject({ status: 'retrying' });
    const attempts = await pipeline.rows<{
      error_code: string;
      retryable: boolean;
      status: number | null;
    }>('SELECT error_code, retryable, status FROM hookline.attempt');
    expect(attempts).toEqual([{ error_code: 'timeout', retryable: true, status: null }]);
  });

  it('keeps an event that nobody asked for, with no delivery', async () => {
    const published = await publish();
    expect(published.deliveries).toEqual([]);
    expect(await pipeline.rows('SELECT id FROM hookline.event')).toHaveLength(1);
  });

  it('sends a test, signed and recorded, also to an endpoint that is switched off', async () => {
    const id = await pipeline.endpoint({ events: ['other.event'], active: false });
    pipeline.receiver.answer = () => ({ status: 500, body: 'broken' });
    const result = await pipeline.registry.testEndpoint(TENANT, id);
    expect(result).toMatchObject({
      delivered: false,
      attempt: { number: 1, status: 500, responseBody: 'broken', errorCode: 'http_status' },
    });
    expect(pipeline.receiver.requests[0]?.headers['x-webhook-event']).toBe('webhook.test');
    expect(await settled(1)).toMatchObject({
      status: 'dead_letter',
      dead_letter_reason: 'exhausted',
    });
  });
});
