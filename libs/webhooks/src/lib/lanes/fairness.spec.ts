import { type Pipeline, startPipeline } from '../../testing/pipeline';

describe('A saturated worker', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline({
      delivery: { concurrency: 2, maxOwned: 100 },
      publishing: { transactionGraceMs: 0 },
      dispatch: { sweepIntervalMs: 50 },
    });
  });
  afterEach(() => pipeline.close());

  const register = (tenantId: string, path: string, events: string[]) =>
    pipeline.registry.create(tenantId, {
      name: path,
      url: `${pipeline.receiver.url}/${path}`,
      events,
    });
  const publish = (tenantId: string, type: string, priority = 5) =>
    pipeline.publisher.publish({ type, data: {} }, { tenantId, priority });
  const paths = () => pipeline.receiver.requests.map(({ path }) => path);

  it('does not let a tenant with a large backlog delay the first delivery of another', async () => {
    for (let i = 0; i < 5; i += 1) await register('greedy', `greedy${i}`, ['a.b']);
    await register('small', 'small', ['a.b']);
    await Promise.all(Array.from({ length: 200 }, () => publish('greedy', 'a.b')));
    await publish('small', 'a.b');
    const before = paths().length;
    await pipeline.receiver.until(() => paths().includes('/small'));
    expect(paths().indexOf('/small') - before).toBeLessThan(50);
    await pipeline.receiver.count(1_001);
  });

  it('serves the lowest priority beside a stream of the highest', async () => {
    await register('tenant', 'high', ['high.*']);
    await register('tenant', 'low', ['low.*']);
    await Promise.all(Array.from({ length: 300 }, () => publish('tenant', 'high.a', 9)));
    await publish('tenant', 'low.a', 0);
    const before = paths().length;
    await pipeline.receiver.until(() => paths().includes('/low'));
    expect(paths().indexOf('/low') - before).toBeLessThan(50);
  });
});
