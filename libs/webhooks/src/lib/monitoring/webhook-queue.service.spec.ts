import { eventually } from '../../testing/eventually';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import { WebhookQueueService } from './webhook-queue.service';
import { WebhooksHealth } from './webhooks-health';

describe('The queue of all deliveries', () => {
  let pipeline: Pipeline;
  let queue: WebhookQueueService;

  beforeEach(async () => {
    const dispatch = { heartbeatIntervalMs: 50, ownerTimeoutMs: 5_000, sweepIntervalMs: 50 };
    pipeline = await startPipeline({ dispatch });
    queue = pipeline.module.get(WebhookQueueService);
  });
  afterEach(() => pipeline.close());

  const publish = () => pipeline.publisher.publish({ type: 'a.b', data: {} }, { tenantId: TENANT });
  /** Until its heartbeat has told a process, it takes what is published. */
  const untilPaused = () =>
    eventually(async () => {
      await publish();
      const { waiting, active } = await queue.stats();
      return waiting > 0 && active === 0;
    });

  it('is paused in every process, restarts included, and goes on when it is resumed', async () => {
    await pipeline.endpoint();
    const { pausedAt } = await queue.pause();
    expect(pausedAt).not.toBeNull();
    expect((await queue.pause()).pausedAt).toBe(pausedAt);
    await untilPaused();
    const { waiting, lagMs } = await queue.stats();
    const before = pipeline.receiver.requests.length;
    const another = await pipeline.another({});
    const health = another.get(WebhooksHealth);
    // On a busy machine a part that is well may answer too late.
    const { parts } = await eventually(async () => {
      const report = await health.check();
      return report.status === 'degraded' && report;
    });
    expect(parts.queue).toEqual({ status: 'degraded', since: pausedAt, reason: 'is paused' });
    expect(lagMs).toBeGreaterThanOrEqual(0);
    expect(pipeline.receiver.requests).toHaveLength(before);
    expect((await queue.resume()).pausedAt).toBeNull();
    await pipeline.receiver.count(before + waiting);
    await eventually(async () => (await queue.stats()).completed >= waiting);
    await eventually(async () => (await health.check()).status === 'up');
  });

  it('is counted', async () => {
    await pipeline.endpoint({ retryPolicy: { strategy: 'schedule', delaysMs: [0], jitter: 0 } });
    expect(await queue.stats()).toEqual({
      pausedAt: null,
      waiting: 0,
      active: 0,
      delayed: 0,
      held: 0,
      completed: 0,
      failed: 0,
      lagMs: 0,
    });
    pipeline.receiver.answer = () => ({ status: 500 });
    await publish();
    await eventually(async () => (await queue.stats()).failed === 1);
    pipeline.receiver.answer = () => ({ status: 204 });
    await publish();
    await eventually(async () => (await queue.stats()).completed === 1);
    expect(await queue.stats()).toMatchObject({ waiting: 0, active: 0, failed: 1, completed: 1 });
  });
});
