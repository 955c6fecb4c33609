import { performance } from 'node:perf_hooks';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { Stocktaking } from './stocktaking';

describe('Stocktaking', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline({
      publishing: { transactionGraceMs: 60_000 },
      // The hand-off goes on, even if the machine stands still for a while.
      dispatch: { drainTimeoutMs: 100, ownerTimeoutMs: 60_000 },
    });
    await pipeline.endpoint();
  });

  afterEach(() => pipeline.close());

  const publish = () =>
    pipeline.publisher.publish({ type: 'project.created', data: {} }, { tenantId: TENANT });

  const owners = async () =>
    (await pipeline.rows<{ owner: string | null }>('SELECT owner FROM hookline.delivery')).map(
      ({ owner }) => owner,
    );

  it('gives back what this process owns in Postgres, but does not know of', async () => {
    await publish();
    await pipeline.receiver.count(1);
    const owner = pipeline.module.get<Ownership>(OWNERSHIP).current();
    // As after a claim that was carried out, and whose answer was lost.
    await pipeline.rows(
      `UPDATE hookline.delivery SET owner = $1, status = 'pending', completed_at = NULL`,
      [owner],
    );
    const stocktaking = pipeline.module.get(Stocktaking);
    await stocktaking.take(performance.now() + 60_000);
    await eventually(async () => (await owners())[0] === null);
  });

  it('waits for the answers that are still to come', async () => {
    await publish();
    await pipeline.receiver.count(1);
    // Recorded: the owner would be taken off below otherwise.
    await eventually(async () => (await owners())[0] === null);
    const owner = pipeline.module.get<Ownership>(OWNERSHIP).current();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const claim = pipeline.module.get(ComingDeliveries).during(() => answered);
    await pipeline.rows(
      `UPDATE hookline.delivery SET owner = $1, status = 'pending', completed_at = NULL`,
      [owner],
    );
    const stocktaking = pipeline.module.get(Stocktaking);
    const start = performance.now() + 60_000;
    for (const later of [0, 10_000, 20_000]) await stocktaking.take(start + later);
    expect(await owners()).toEqual([owner]);
    answer();
    await claim;
    await eventually(async () => (await owners())[0] === null);
  });

  it('leaves alone what is in memory', async () => {
    pipeline.receiver.answer = () => 'hang';
    await publish();
    await pipeline.receiver.count(1);
    const before = await owners();
    const stocktaking = pipeline.module.get(Stocktaking);
    const start = performance.now() + 60_000;
    for (const later of [0, 10_000, 20_000, 30_000]) await stocktaking.take(start + later);
    expect(await owners()).toEqual(before);
    expect(before).not.toContain(null);
  });
});
