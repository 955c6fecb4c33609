import type { Delivery, RetryPolicy } from '@hookline/contracts';
import { performance } from 'node:perf_hooks';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import type { Answer } from '../../testing/test-receiver';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { StateConflictError } from '../common/errors/state-conflict.error';
import { decodeId, encodeId } from '../common/ids';
import { Stocktaking } from '../dispatch/stocktaking';
import { signal } from '../sending/testing/receivers';
import { WebhookStatisticsService } from './statistics/webhook-statistics.service';
import { WebhookDeliveriesService } from './webhook-deliveries.service';

/** No retry comes by itself while a test runs. */
const PATIENT: RetryPolicy = { strategy: 'schedule', delaysMs: [0, 3_600_000], jitter: 0 };

describe('Retrying and cancelling by hand', () => {
  let pipeline: Pipeline;
  let deliveries: WebhookDeliveriesService;

  beforeEach(async () => {
    pipeline = await startPipeline({ delivery: { concurrencyPerEndpoint: 1 } });
    deliveries = pipeline.module.get(WebhookDeliveriesService);
  });
  afterEach(() => pipeline.close());

  async function publish(): Promise<string> {
    const event = { type: 'project.created', data: {} };
    const { deliveries: ids } = await pipeline.publisher.publish(event, { tenantId: TENANT });
    return ids[0] ?? '';
  }

  const ended = (id: string): Promise<Delivery> =>
    eventually(async () => {
      const delivery = await deliveries.findById(TENANT, id);
      return delivery.completedAt !== null && delivery;
    });

  it('repeats a delivery that succeeded: a new one, the same event', async () => {
    await pipeline.endpoint();
    const first = await ended(await publish());
    const again = await deliveries.retry(TENANT, first.id);
    expect(again).toMatchObject({ trigger: 'retry', retryOf: first.id, eventId: first.eventId });
    expect(await ended(again.id)).toMatchObject({ status: 'delivered', attempts: 1 });
    expect(await ended(first.id)).toMatchObject({ status: 'delivered', retriedBy: again.id });
    const [one, two] = pipeline.receiver.requests;
    expect(two?.body).toBe(one?.body);
    expect(two?.headers['webhook-id']).toBe(one?.headers['webhook-id']);
  });

  it.each([
    ['dead_letter', `completed_at = now(), dead_letter_reason = 'exhausted'`],
    ['cancelled', 'completed_at = now()'],
  ])('repeats a delivery that ended as %s, as often as it is asked to', async (status, columns) => {
    await pipeline.endpoint();
    const { id } = await ended(await publish());
    await pipeline.rows(`UPDATE hookline.delivery SET status = $1, ${columns}`, [status]);
    const again = await Promise.all([1, 2, 3].map(() => deliveries.retry(TENANT, id)));
    for (const { id: newId } of again) expect((await ended(newId)).status).toBe('delivered');
    expect(new Set(again.map((delivery) => delivery.id)).size).toBe(3);
    expect((await ended(id)).status).toBe(status);
    expect(pipeline.receiver.requests).toHaveLength(4);
  });

  it('takes the place of an automatic retry that is still to come', async () => {
    await pipeline.endpoint({ retryPolicy: PATIENT });
    pipeline.receiver.answer = () => ({ status: 503 });
    const id = await publish();
    await eventually(async () => (await deliveries.findById(TENANT, id)).status === 'retrying');
    pipeline.receiver.answer = () => ({ status: 204 });
    const again = await deliveries.retry(TENANT, id);
    expect(await ended(again.id)).toMatchObject({ status: 'delivered' });
    expect(await ended(id)).toMatchObject({
      status: 'cancelled',
      attempts: 1,
      retriedBy: again.id,
    });
    expect(pipeline.receiver.requests).toHaveLength(2);
  });

  it('counts in the statistics what was taken back, and what a retry took the place of', async () => {
    await pipeline.endpoint({ retryPolicy: PATIENT });
    pipeline.receiver.answer = () => ({ status: 503 });
    const ids = [await publish(), await publish()];
    const [taken = '', repeated = ''] = ids;
    for (const id of ids) {
      await eventually(async () => (await deliveries.findById(TENANT, id)).status === 'retrying');
    }
    pipeline.receiver.answer = () => ({ status: 204 });
    await deliveries.cancel(TENANT, taken);
    const again = await deliveries.retry(TENANT, repeated);
    for (const id of [...ids, again.id]) await ended(id);
    const { totals } = await pipeline.module.get(WebhookStatisticsService).ofTenant(TENANT);
    expect(totals).toMatchObject({ cancelled: 2, delivered: 1, deadLetter: 0, attempts: 3 });
  });

  it('does not repeat to a deleted endpoint, nor what is somebody else’s', async () => {
    const endpoint = await pipeline.endpoint();
    const { id } = await ended(await publish());
    await expect(deliveries.retry('intruder', id)).rejects.toBeInstanceOf(ResourceNotFoundError);
    await expect(deliveries.cancel('intruder', id)).rejects.toBeInstanceOf(ResourceNotFoundError);
    await expect(deliveries.cancel(TENANT, id)).rejects.toBeInstanceOf(StateConflictError);
    await pipeline.registry.delete(TENANT, endpoint);
    await expect(deliveries.retry(TENANT, id)).rejects.toBeInstanceOf(StateConflictError);
    const [row] = await pipeline.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM hookline.delivery',
    );
    expect(row?.count).toBe(1);
  });

  it('cancels what is planned, and once more without complaint', async () => {
    await pipeline.endpoint({ retryPolicy: PATIENT });
    pipeline.receiver.answer = () => ({ status: 503 });
    const id = await publish();
    await eventually(async () => (await deliveries.findById(TENANT, id)).status === 'retrying');
    const cancelled = await deliveries.cancel(TENANT, id);
    expect(cancelled).toMatchObject({ status: 'cancelled', nextAttemptAt: null, attempts: 1 });
    expect(cancelled.completedAt).not.toBeNull();
    expect(await deliveries.cancel(TENANT, id)).toEqual(cancelled);
  });

  it('lets an attempt end that is under way, and makes no other', async () => {
    await pipeline.endpoint();
    const answer = signal<Answer>();
    pipeline.receiver.answer = () => answer.promise;
    const id = await publish();
    await pipeline.receiver.count(1);
    expect(await deliveries.cancel(TENANT, id)).toMatchObject({ status: 'in_progress' });
    answer.give({ status: 503 });
    expect(await ended(id)).toMatchObject({ status: 'cancelled', attempts: 1 });
    const [attempt] = await deliveries.attempts(TENANT, id);
    expect(attempt).toMatchObject({ errorCode: 'http_status' });
  });

  it('takes out of the memory of a process what it has not sent yet', async () => {
    await pipeline.endpoint({ timeoutMs: 60_000 });
    pipeline.receiver.answer = () => 'hang';
    await publish();
    await pipeline.receiver.count(1);
    const waits = await publish();
    expect(await deliveries.cancel(TENANT, waits)).toMatchObject({ status: 'in_progress' });
    await pipeline.module.get(Stocktaking).take(performance.now() + 60_000);
    expect(await ended(waits)).toMatchObject({ status: 'cancelled', attempts: 0 });
    expect(pipeline.receiver.requests).toHaveLength(1);
    await pipeline.receiver.stop();
  });

  it('leaves nothing undecided in a race with the workers', async () => {
    await pipeline.endpoint({ retryPolicy: PATIENT });
    pipeline.receiver.answer = () => ({
      status: pipeline.receiver.requests.length % 3 ? 204 : 503,
    });
    const published: string[] = [];
    for (let number = 0; number < 100; number += 1) published.push(await publish());
    await Promise.all(
      published.map((id) =>
        deliveries.cancel(TENANT, id).catch((error: unknown) => {
          expect(error).toBeInstanceOf(StateConflictError);
        }),
      ),
    );
    await pipeline.module.get(Stocktaking).take(performance.now() + 60_000);
    const all = await Promise.all(published.map(ended));
    const tried = all.filter(({ attempts }) => attempts > 0);
    expect(pipeline.receiver.requests).toHaveLength(tried.length);
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['cancelled', 'delivered']));
    const sent = pipeline.receiver.requests.map(({ headers }) => headers['x-webhook-delivery']);
    expect(new Set(sent)).toEqual(
      new Set(tried.map(({ id }) => encodeId('dlv', decodeId('dlv', id)))),
    );
  });
});
