import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { LaneScheduler } from './lane-scheduler';

describe('A slow endpoint', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline({
      delivery: { maxOwned: 20, concurrencyPerEndpoint: 2 },
      publishing: { transactionGraceMs: 0 },
      dispatch: { drainTimeoutMs: 100 },
    });
    pipeline.receiver.answer = ({ path }) => (path === '/slow' ? 'hang' : { status: 204 });
    await pipeline.endpoint({ url: `${pipeline.receiver.url}/slow`, events: ['slow.event'] });
    await pipeline.endpoint({ url: `${pipeline.receiver.url}/healthy`, events: ['healthy.event'] });
  });

  afterEach(() => pipeline.close());

  const publish = (type: string, options: object = {}) =>
    pipeline.publisher.publish({ type, data: {} }, { tenantId: TENANT, ...options });

  it('leaves room for a healthy one, however much waits for it', async () => {
    await Promise.all(Array.from({ length: 40 }, () => publish('slow.event')));
    await pipeline.receiver.until(() => pipeline.receiver.requests.length >= 2);
    await publish('healthy.event');
    await pipeline.receiver.until(() =>
      pipeline.receiver.requests.some(({ path }) => path === '/healthy'),
    );
    expect(pipeline.module.get(LaneScheduler).load().owned).toBeLessThanOrEqual(20);
  });

  it('never makes the process own more than it may, whichever way deliveries come', async () => {
    const lanes = pipeline.module.get(LaneScheduler);
    // A few at a time: each takes a connection, and who waits for one for too long is refused.
    for (let first = 0; first < 100; first += 25) {
      const keyed = Array.from({ length: 25 }, (_, index) =>
        publish('slow.event', { idempotencyKey: String(first + index) }),
      );
      await Promise.all(keyed);
    }
    await eventually(() => Promise.resolve(lanes.load().owned >= 10));
    expect(lanes.load().owned).toBeLessThanOrEqual(20);
    await publish('healthy.event');
    await pipeline.receiver.until(() =>
      pipeline.receiver.requests.some(({ path }) => path === '/healthy'),
    );
  });
});
