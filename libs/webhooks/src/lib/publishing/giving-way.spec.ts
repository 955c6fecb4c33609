import { addressedEvent } from '../../testing/addressed-event';
import { ManualClock } from '../../testing/manual-clock';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline } from '../../testing/pipeline';
import { decodeId, newUuid } from '../common/ids';
import { PipelineCounts } from '../common/pipeline-counts';
import { NO_LIMITS } from '../policy/lane-settings';
import { DATABASE, type Database } from '../storage/database';
import type { EventDraft } from '../storage/event-draft';
import { SELECT_OTHERS } from '../storage/sql/select-others';
import type { AddressedEvent } from './addressed-event';
import { GroupCommit } from './group-commit';
import { OtherTenants } from './other-tenants';

const GREEDY = 'greedy';
const EVENTS = 40;
/** Deliveries of an event: more than half of a small group, so that each event of a tenant that gives way goes alone. */
const FAN_OUT = 60;
/** Of events that are stored before it gives way, and after it has no more left than fits into a group. */
const UNPACED = 20;
/** Events that it stores before it gives way: the last of them takes it over 500 deliveries. */
const UNNOTICED = 9;

/** The clock stands: whoever has published still publishes, and what is not due now does not fall due. */
describe('A tenant that publishes more than fits', () => {
  let pipeline: Pipeline;
  let clock: ManualClock;
  let groupCommit: GroupCommit;

  beforeEach(async () => {
    clock = new ManualClock();
    pipeline = await startPipeline({ clock, worker: false });
    groupCommit = pipeline.module.get(GroupCommit);
  });

  afterEach(() => pipeline.close());

  const event = (tenantId: string, fanOut: number): AddressedEvent =>
    addressedEvent(
      { tenantId, createdAt: clock.now() },
      Array.from({ length: fanOut }, () => ({ id: newUuid(), lane: NO_LIMITS })),
    );

  const flood = (): Promise<EventDraft[][]> =>
    Promise.all(Array.from({ length: EVENTS }, () => groupCommit.commit([event(GREEDY, FAN_OUT)])));

  /** Somebody else publishes, and that is known. */
  const rival = async (): Promise<void> => {
    await groupCommit.commit([event('rival', 1)]);
    const others = pipeline.module.get(OtherTenants);
    await eventually(() => Promise.resolve(others.publishBeside(GREEDY)));
  };

  const groups = (): number =>
    pipeline.module.get(PipelineCounts).groupCommit.sizes.cumulative().at(-1) ?? 0;

  /** Deliveries that no job hands off: sweepers may take them at once. */
  const leftToSweepers = async (): Promise<number> => {
    const rows = await pipeline.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM hookline.delivery
      WHERE tenant_id = $1 AND due_at <= to_timestamp($2::float8 / 1000.0)`,
      [GREEDY, clock.now()],
    );
    return rows[0]?.count ?? 0;
  };

  it('goes in small groups, which are left to the sweepers, while others publish', async () => {
    await rival();
    const before = groups();
    await flood();
    expect(groups() - before).toBeGreaterThan(EVENTS - UNPACED);
    expect(await leftToSweepers()).toBeGreaterThan((EVENTS - UNPACED) * FAN_OUT);
  });

  it('has others asked for before it has to give way', async () => {
    const database = pipeline.module.get<Database>(DATABASE);
    const run = jest.spyOn(database, 'run');
    await groupCommit.commit([event('rival', 1)]);
    // More than the 100 deliveries at which others are asked for, and less than the 500 at which it gives way.
    await Promise.all([1, 2, 3].map(() => groupCommit.commit([event(GREEDY, FAN_OUT)])));
    await Promise.all(run.mock.results.map(({ value }) => value as Promise<unknown>));
    expect(run.mock.calls.map(([statement]) => statement)).toContain(SELECT_OTHERS);
    await flood();
    expect(await leftToSweepers()).toBeGreaterThanOrEqual((EVENTS - UNNOTICED) * FAN_OUT);
  });

  it('keeps nobody in small groups when it is through', async () => {
    await rival();
    await flood();
    await eventually(async () => {
      const before = groups();
      const calm = newUuid();
      await Promise.all([1, 2, 3].map(() => groupCommit.commit([event(calm, FAN_OUT)])));
      return groups() - before === 1;
    });
  });

  it('gives way by what it has stored lately, though nothing of it waits', async () => {
    await rival();
    const publish = async (count: number): Promise<void> => {
      for (let done = 0; done < count; done += 1)
        await groupCommit.commit([event(GREEDY, FAN_OUT)]);
    };
    await publish(UNNOTICED);
    expect(await leftToSweepers()).toBe(0);
    await publish(3);
    expect(await leftToSweepers()).toBe(3 * FAN_OUT);
    clock.advance(100);
    await publish(1);
    expect(await leftToSweepers()).toBe(3 * FAN_OUT);
  });

  it('has an event handed off, however many get it', async () => {
    await rival();
    await groupCommit.commit([event(GREEDY, 1_000)]);
    expect(await leftToSweepers()).toBe(0);
  });

  it('goes in large groups when nobody else publishes', async () => {
    const before = groups();
    await flood();
    expect(groups() - before).toBeLessThan(UNPACED);
    expect(await leftToSweepers()).toBe(0);
  });

  it('goes in large groups when others published a while ago', async () => {
    await groupCommit.commit([event('rival', 1)]);
    clock.advance(1_001);
    const before = groups();
    await flood();
    expect(groups() - before).toBeLessThan(UNPACED);
    expect(await leftToSweepers()).toBe(0);
  });

  it('has what is urgent handed off all the same', async () => {
    const id = decodeId('ep', await pipeline.endpoint());
    await pipeline.another({
      ...pipeline.options,
      worker: true,
      dispatch: { sweepIntervalMs: 60_000 },
    });
    await rival();
    const before = flood();
    const urgent = addressedEvent({ tenantId: GREEDY, createdAt: clock.now(), priority: 6 }, [
      { id, lane: NO_LIMITS },
    ]);
    const committed = groupCommit.commit([urgent]);
    const after = flood();
    await committed;
    await pipeline.receiver.count(1);
    expect(pipeline.receiver.requests).toHaveLength(1);
    await Promise.all([before, after]);
  });

  it('is stored whole when the application stops meanwhile', async () => {
    await rival();
    const flooding = flood();
    await groupCommit.close();
    const rows = await pipeline.rows('SELECT FROM hookline.event WHERE tenant_id = $1', [GREEDY]);
    expect(rows).toHaveLength(EVENTS);
    expect((await flooding).flat()).toHaveLength(EVENTS);
  });

  it('is not asked about where there is one tenant only', async () => {
    await rival();
    const single = await pipeline.another({ clock, worker: false, singleTenant: true });
    const others = single.get(OtherTenants);
    const asked = pipeline.module.get(OtherTenants);
    expect(others.publishBeside(GREEDY)).toBe(false);
    // Long enough for an answer, had it been asked.
    await groupCommit.commit([event('rival', 1)]);
    expect([asked, others].map((each) => each.publishBeside(GREEDY))).toEqual([true, false]);
  });
});
