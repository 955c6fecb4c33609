import { PipelineCounts } from '../common/pipeline-counts';
import { DrainedLanes } from '../lanes/drained-lanes';
import { WebhookEventBus } from '../events/webhook-event-bus';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { WebhookStatisticsService } from '../monitoring/statistics/webhook-statistics.service';
import { WebhookLanesService } from '../monitoring/webhook-lanes.service';
import { eventually } from '../../testing/eventually';
import { ManualClock } from '../../testing/manual-clock';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { WebhookWorker } from './webhook-worker';

const LATER = { strategy: 'constant', delayMs: 600_000, maxAttempts: 5, jitter: 0 } as const;

describe('The circuit of an endpoint', () => {
  let pipeline: Pipeline;
  let clock: ManualClock;
  let endpointId: string;

  beforeEach(async () => {
    clock = new ManualClock();
    pipeline = await startPipeline({
      clock,
      dispatch: { laneIntervalMs: 20, sweepIntervalMs: 20, heartbeatIntervalMs: 100 },
      delivery: { concurrencyPerEndpoint: 2 },
      circuitBreaker: { consecutiveFailures: 4, openMs: 10_000 },
    });
    endpointId = await pipeline.endpoint({ retryPolicy: LATER });
  });
  afterEach(() => pipeline.close());

  const publish = () => pipeline.publisher.publish({ type: 'a.b', data: {} }, { tenantId: TENANT });
  const publishMany = (count: number) => Promise.all(Array.from({ length: count }, publish));
  const lane = () => pipeline.module.get(WebhookLanesService).ofEndpoint(TENANT, endpointId);
  const untilCircuit = (state: string) =>
    eventually(async () => {
      const found = await lane();
      return found.circuit === state && found;
    });
  const sent = () => pipeline.receiver.requests.length;

  /** 20 deliveries, of which 5 were tried: those that opened it and what was out beside the last. */
  const open = async (): Promise<void> => {
    pipeline.receiver.answer = () => ({ status: 503 });
    await publishMany(20);
    await untilCircuit('open');
    await eventually(async () => (await lane()).held >= 15);
    // The fifth may still be on its way.
    await pipeline.receiver.count(5);
    expect(sent()).toBe(5);
  };

  it('holds a large backlog in Postgres, without taking it into memory', async () => {
    await open();
    await pipeline.rows(
      `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, due_at, created_at)
       SELECT uuidv7(), v.id, e.id, $1, 'a.b', 'publish', 'pending', 5, v.created_at, v.created_at
       FROM hookline.endpoint e, (SELECT id, created_at FROM hookline.event LIMIT 1) v, generate_series(1, 9000)`,
      [TENANT],
    );
    clock.advance(100);
    await eventually(async () => (await lane()).held >= 9_015, 100_000);
    const taken = pipeline.module.get(PipelineCounts).taken.series();
    expect(taken.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(9_000);
  }, 120_000);

  it('opens when nobody answers; deliveries are held then, cost no attempt, and go bit by bit after', async () => {
    await open();
    const tried = sent();
    const opened = await lane();
    expect(opened).toMatchObject({ reason: 'failures', openings: 1 });
    expect(Date.parse(opened.openUntil ?? '')).toBe(clock.now() + 10_000);
    await publish();
    await eventually(async () => (await lane()).held >= 16);
    const deliveries = pipeline.module.get(WebhookDeliveriesService);
    const { items } = await deliveries.list(TENANT, { status: 'pending' });
    expect(items).toHaveLength(21 - tried);
    expect(
      items.every(({ attempts, holdReason }) => attempts === 0 && holdReason === 'circuit_open'),
    ).toBe(true);
    expect(sent()).toBe(tried);

    pipeline.receiver.answer = () => ({ status: 204 });
    clock.advance(10_000);
    await untilCircuit('ramping');
    expect(sent()).toBe(tried + 1);
    clock.advance(60_000);
    await pipeline.receiver.count(21);
    await untilCircuit('closed');
    clock.advance(600_000);
    await pipeline.receiver.count(21 + tried);
    await publish();
    await pipeline.receiver.count(22 + tried);
    await eventually(async () => {
      const [row] = await pipeline.rows<{ held: string }>(
        'SELECT count(hold) AS held FROM hookline.delivery',
      );
      return row?.held === '0';
    });
  });

  it('tells of itself once, by a notice', async () => {
    const told: unknown[] = [];
    pipeline.module.get(WebhookEventBus).onNotice('hookline.endpoint.circuit_opened', (notice) => {
      told.push(notice);
    });
    await open();
    clock.advance(10_000);
    await eventually(async () => (await lane()).openings === 2);
    expect(told).toEqual([
      expect.objectContaining({
        tenantId: TENANT,
        data: expect.objectContaining({ endpointId }) as unknown,
      }),
    ]);
  });

  it('tries one delivery when it is time, and waits twice as long when that fails', async () => {
    await open();
    const tried = sent();
    clock.advance(10_000);
    await eventually(async () => (await lane()).openings === 2);
    expect(sent()).toBe(tried + 1);
    const again = await lane();
    expect(again.circuit).toBe('open');
    expect(Date.parse(again.openUntil ?? '')).toBe(clock.now() + 20_000);
    const health = await pipeline.module
      .get(WebhookStatisticsService)
      .endpointHealth(TENANT, endpointId);
    expect(health.circuit).toBe('open');
  });

  it('can be closed by hand', async () => {
    await open();
    const tried = sent();
    pipeline.receiver.answer = () => ({ status: 204 });
    const lanes = pipeline.module.get(WebhookLanesService);
    expect(await lanes.reset(TENANT, endpointId)).toMatchObject({
      circuit: 'ramping',
      openings: 0,
    });
    await pipeline.receiver.count(tried + 1);
    clock.advance(60_000);
    await pipeline.receiver.count(20);
    await untilCircuit('closed');
    expect(await lanes.reset(TENANT, endpointId)).toMatchObject({ circuit: 'closed' });
  });

  it('pauses the lane, not only the delivery, when the endpoint asks for it', async () => {
    pipeline.receiver.answer = () => ({ status: 429, headers: { 'retry-after': '60' } });
    await publish();
    const asked = await untilCircuit('open');
    expect(asked.reason).toBe('asked');
    await publishMany(3);
    await eventually(async () => (await lane()).held === 3);
    expect(sent()).toBe(1);
    pipeline.receiver.answer = () => ({ status: 204 });
    clock.advance(61_000);
    await pipeline.receiver.count(4);
    await untilCircuit('closed');
  });

  it('is taken on by a process that starts later', async () => {
    await open();
    const tried = sent();
    const another = await pipeline.another({ clock });
    const knows = () => another.get(WebhookLanesService).ofEndpoint(TENANT, endpointId);
    expect(await knows()).toMatchObject({ circuit: 'open' });
    another.get(WebhookWorker).wake();
    await publishMany(2);
    await eventually(async () => (await lane()).held >= 17);
    expect(sent()).toBe(tried);
  });

  it('never opens where it is switched off', async () => {
    const another = await startPipeline({ clock, circuitBreaker: false });
    another.receiver.answer = () => ({ status: 503 });
    await another.endpoint({ retryPolicy: LATER });
    for (let i = 0; i < 12; i += 1) {
      await another.publisher.publish({ type: 'a.b', data: {} }, { tenantId: TENANT });
    }
    await another.receiver.count(12);
    await another.close();
    expect(another.receiver.requests).toHaveLength(12);
  });
});

describe('The owner of a lane', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline({
      dispatch: {
        laneIntervalMs: 20,
        sweepIntervalMs: 20,
        heartbeatIntervalMs: 200,
        ownerTimeoutMs: 3_000,
      },
    });
  });
  afterEach(() => pipeline.close());

  const publish = () => pipeline.publisher.publish({ type: 'a.b', data: {} }, { tenantId: TENANT });

  it('is one process; another that believes to be it gets nothing, and takes over when the first is silent', async () => {
    await pipeline.endpoint({ concurrency: 1 });
    await publish();
    await pipeline.receiver.count(1);
    // Heard of until it is deleted, even if the machine stands still for a while.
    await pipeline.rows(
      `WITH other AS (INSERT INTO hookline.worker (name, seen_at)
        VALUES ('other', clock_timestamp() + interval '1 hour') RETURNING id)
      UPDATE hookline.lane SET owner = (SELECT id FROM other), epoch = epoch + 1`,
    );
    await publish();
    await eventually(() => Promise.resolve(pipeline.module.get(DrainedLanes).all().length === 0));
    expect(pipeline.receiver.requests).toHaveLength(1);
    await pipeline.rows(`DELETE FROM hookline.worker WHERE name = 'other'`);
    await pipeline.receiver.count(2);
  });
});
