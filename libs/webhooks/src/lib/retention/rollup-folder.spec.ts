import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import type { Answer } from '../../testing/test-receiver';
import { decodeId } from '../common/ids';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { signal } from '../sending/testing/receivers';
import { RollupFolder } from './rollup-folder';

/** What the counters of both tables say together, by endpoint, type and outcome. */
const COUNTED = `
SELECT endpoint_id, event_type, outcome, sum(count)::int AS count, sum(duration_ms)::int AS duration_ms
FROM (SELECT * FROM hookline.rollup UNION ALL
  SELECT hour, tenant_id, endpoint_id, event_type, outcome, status_class, bucket, count, duration_ms, first_at, last_at
  FROM hookline.rollup_entry) counted
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

/** The same, from the history itself: each attempt by what followed, and what ended without any. */
const HAPPENED = `
SELECT endpoint_id, event_type, outcome, count(*)::int AS count, sum(duration_ms)::int AS duration_ms FROM (
  SELECT d.endpoint_id, d.event_type, a.duration_ms,
    CASE WHEN a.number < d.attempts OR d.completed_at IS NULL THEN 'retrying' ELSE d.status END AS outcome
  FROM hookline.attempt a JOIN hookline.delivery d ON d.id = a.delivery_id WHERE d.trigger <> 'test'
  UNION ALL
  SELECT endpoint_id, event_type, 0, status FROM hookline.delivery
  WHERE completed_at IS NOT NULL AND attempts = 0 AND trigger <> 'test') happened
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

describe('Rollups', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    // Nothing is added up but by the tests, which see what there was to be added up.
    const start = jest.spyOn(RollupFolder.prototype, 'onApplicationBootstrap').mockReturnValue();
    pipeline = await startPipeline({
      delivery: { retryPolicy: { strategy: 'schedule', delaysMs: [0, 0, 0], jitter: 0 } },
      dispatch: { sweepIntervalMs: 20 },
    });
    start.mockRestore();
  });

  afterEach(() => pipeline.close());

  const publish = (type: string) =>
    pipeline.publisher.publish({ type, data: {} }, { tenantId: TENANT });

  const settled = () =>
    eventually(async () => {
      const live = `SELECT 1 FROM hookline.delivery WHERE completed_at IS NULL AND hold IS NULL`;
      return (await pipeline.rows(live)).length === 0;
    });

  it('count exactly what was recorded, before and after they are added up', async () => {
    pipeline.receiver.answer = ({ path }) => ({ status: path === '/broken' ? 500 : 200 });
    const { url } = pipeline.receiver;
    await pipeline.endpoint({ name: 'fine' });
    await pipeline.endpoint({ name: 'broken', url: new URL('/broken', url).href });
    await Promise.all(Array.from({ length: 40 }, (_, n) => publish(n % 2 ? 'a.b' : 'c.d')));
    await settled();
    const happened = await pipeline.rows(HAPPENED);
    // Two types each: delivered by the one, tried twice again and given up by the other.
    expect(happened).toHaveLength(6);
    expect(happened).toContainEqual(expect.objectContaining({ outcome: 'retrying', count: 40 }));
    expect(await pipeline.rows(COUNTED)).toEqual(happened);
    expect(await pipeline.module.get(RollupFolder).fold()).toBeGreaterThan(0);
    expect(await pipeline.rows(COUNTED)).toEqual(happened);
    expect(await pipeline.rows('SELECT 1 FROM hookline.rollup_entry')).toEqual([]);
    await publish('a.b');
    await settled();
    await pipeline.module.get(RollupFolder).fold();
    expect(await pipeline.rows(COUNTED)).toEqual(await pipeline.rows(HAPPENED));
  });

  it('count what ends without an attempt', async () => {
    const endpoint = await pipeline.endpoint();
    await pipeline.rows(
      `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority,
         due_at, created_at)
       SELECT uuidv7(), uuidv7(), $1, '${TENANT}', 'a.b', 'publish', 'pending', 5, now() + interval '1 day', now()
       FROM generate_series(1, 2)`,
      [decodeId('ep', endpoint)],
    );
    await pipeline.registry.delete(TENANT, endpoint);
    expect(await pipeline.rows(COUNTED)).toEqual([
      {
        endpoint_id: decodeId('ep', endpoint),
        event_type: 'a.b',
        outcome: 'dead_letter',
        count: 2,
        duration_ms: 0,
      },
    ]);
    expect(await pipeline.rows(HAPPENED)).toEqual(await pipeline.rows(COUNTED));
  });

  it('count a delivery once that is cancelled or repeated, in hand or not', async () => {
    const deliveries = pipeline.module.get(WebhookDeliveriesService);
    const answer = signal<Answer>();
    pipeline.receiver.answer = () => answer.promise;
    const endpoint = await pipeline.endpoint();
    await publish('a.b');
    await pipeline.receiver.count(1);
    const [inHand] = (await deliveries.listByEndpoint(TENANT, endpoint)).items;
    await deliveries.cancel(TENANT, inHand?.id ?? '');
    answer.give({ status: 503 });
    await settled();
    pipeline.receiver.answer = () => ({ status: 200 });
    await deliveries.retry(TENANT, inHand?.id ?? '');
    await settled();
    await pipeline.rows(
      `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority,
         due_at, created_at)
       SELECT uuidv7(), event_id, endpoint_id, tenant_id, event_type, 'publish', 'pending', 5, now() + interval '1 day',
         now() FROM hookline.delivery LIMIT 1`,
    );
    const [waiting] = (await deliveries.listByEndpoint(TENANT, endpoint, { status: 'pending' }))
      .items;
    await deliveries.retry(TENANT, waiting?.id ?? '');
    await settled();
    const counted = await pipeline.rows<{ outcome: string; count: number }>(COUNTED);
    expect(counted.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['cancelled', 2],
      ['delivered', 2],
    ]);
    expect(counted).toEqual(await pipeline.rows(HAPPENED));
  });

  it('leave test sends out', async () => {
    const endpoint = await pipeline.endpoint();
    const result = await pipeline.registry.testEndpoint(TENANT, endpoint);
    expect(result.delivered).toBe(true);
    expect(await pipeline.rows(COUNTED)).toEqual([]);
  });

  it('lose nothing when two processes add up at once', async () => {
    await pipeline.endpoint();
    await Promise.all(Array.from({ length: 30 }, () => publish('a.b')));
    await settled();
    const other = await pipeline.another({ worker: false });
    const folded = await Promise.all([
      pipeline.module.get(RollupFolder).fold(),
      other.get(RollupFolder).fold(),
    ]);
    expect(Math.max(...folded)).toBeGreaterThan(0);
    expect(await pipeline.rows(COUNTED)).toEqual(await pipeline.rows(HAPPENED));
  });
});
