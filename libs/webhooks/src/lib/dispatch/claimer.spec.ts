import type { Portion } from '../policy/backlog-pace';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { Claimer } from './claimer';

const PORTION: Portion = { all: 10, ofEndpoint: 10 };

describe('Claimer', () => {
  let pipeline: Pipeline;
  let claimer: Claimer;

  beforeEach(async () => {
    pipeline = await startPipeline({ dispatch: { sweepIntervalMs: 60_000 } });
    pipeline.receiver.answer = () => ({ status: 204 });
    claimer = pipeline.module.get(Claimer);
    await pipeline.endpoint({ name: 'far behind', url: `${pipeline.receiver.url}/behind` });
    await pipeline.endpoint({ name: 'on time', url: `${pipeline.receiver.url}/on-time` });
  });
  afterEach(() => pipeline.close());

  /** Deliveries of one event to the endpoint of a name, due since long ago and without an owner. */
  const makeDue = (name: string, count: number) =>
    pipeline.rows(
      `WITH made AS (
         INSERT INTO hookline.event (id, tenant_id, type, body, created_at)
         VALUES (uuidv7(), '${TENANT}', 'a.b', '{}', now() - interval '1 hour') RETURNING id
       )
       INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, due_at, created_at)
       SELECT uuidv7(), made.id, e.id, '${TENANT}', 'a.b', 'publish', 'pending', 5, now() - n * interval '1 s', now() - interval '1 hour'
       FROM made, hookline.endpoint e, generate_series(1, $2) n WHERE e.name = $1`,
      [name, count],
    );
  const byPath = (path: string) =>
    pipeline.receiver.requests.filter((request) => request.path === path).length;

  it('claims in turn: what one endpoint has due does not wait for the backlog of another', async () => {
    await makeDue('far behind', 100);
    await makeDue('on time', 5);
    // Whichever of the two has the lower id: the second claim is for the other one.
    for (let claim = 0; claim < 2; claim += 1) await claimer.claimDue(PORTION, { inTurn: true });
    await pipeline.receiver.until(() => byPath('/on-time') === 5);
    const [left] = await pipeline.rows<{ count: number }>(
      'SELECT count(*)::int FROM hookline.delivery WHERE owner IS NULL AND completed_at IS NULL',
    );
    expect(left?.count).toBeGreaterThanOrEqual(80);
  });

  it('comes round until nothing is due any more', async () => {
    await makeDue('far behind', 35);
    await makeDue('on time', 15);
    let claimed = 0;
    for (let more = true; more;) {
      const due = await claimer.claimDue(PORTION, { inTurn: true });
      claimed += due.claimed.length;
      more = due.more;
    }
    expect(claimed).toBe(50);
    await pipeline.receiver.count(50);
  });

  it('takes no more of one endpoint than its part', async () => {
    await makeDue('far behind', 35);
    await makeDue('on time', 5);
    const { claimed } = await claimer.claimDue({ all: 20, ofEndpoint: 10 }, { inTurn: true });
    await pipeline.receiver.count(15);
    expect(claimed).toHaveLength(15);
    expect([byPath('/behind'), byPath('/on-time')]).toEqual([10, 5]);
  });

  it('tells whose deliveries it claimed, and when the newest that came was published', async () => {
    expect(claimer.newestMsAgo()).toBeGreaterThan(1_000);
    await makeDue('on time', 7);
    const { claimed } = await claimer.claimDue(PORTION, { inTurn: false });
    expect(claimed.map(({ tenantId }) => tenantId)).toEqual(Array(7).fill(TENANT));
    expect(claimer.newestMsAgo()).toBeGreaterThan(3_000_000);
    await pipeline.publisher.publish({ type: 'a.b', data: {} }, { tenantId: TENANT });
    await pipeline.receiver.count(9);
    expect(claimer.newestMsAgo()).toBeLessThan(60_000);
  });
});
