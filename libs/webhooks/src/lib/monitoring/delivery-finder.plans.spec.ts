import { Client } from 'pg';
import { newUuid } from '../common/ids';
import { insertReplayed } from '../replay/sql/insert-replayed';
import { walkEvents } from '../replay/sql/walk-events';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import type { DeliveryConditions } from './delivery-filter';
import { deleteAttempts, deleteDeadLetters } from './sql/purge-dead-letters';
import { retryDeliveries } from './sql/retry-deliveries';
import { walkDeadLetters } from './sql/walk-dead-letters';
import {
  countWaiting,
  type Query,
  selectMatching,
  selectWalkEnd,
  WALK_BY_INDEX,
  WALK_LIMIT,
  type WalkSource,
} from './sql/walk-deliveries';

const tenantId = 'acme';
const LIMIT = 101;
/** An index and its table for each row looked at, and for each condition on another table as much again. */
const PAGES_PER_ROW = 6;
/** A row that is looked up, written with its indexes, and its event and endpoint. */
const PAGES_PER_CHANGE = 60;

describe('Plans of lists, retries and replays with 200,000 deliveries', () => {
  let database: TestDatabase;
  let client: Client;
  let endpointIds: string[];
  let eventId: string;
  let plans: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    client.on('notice', ({ message }) => plans.push(message ?? ''));
    // Without statistics, as after a restore: nothing here may depend on them.
    await client.query(`
      ALTER TABLE hookline.delivery SET (autovacuum_enabled = off);
      ALTER TABLE hookline.event SET (autovacuum_enabled = off);
      ALTER TABLE hookline.attempt SET (autovacuum_enabled = off);
      INSERT INTO hookline.event (id, tenant_id, type, body, created_at, subject, tags)
      SELECT uuidv7(), 'acme', 'a.b', '{}', now(), 'subject ' || n, ARRAY['tag ' || n % 100] FROM generate_series(1, 20000) n;
      INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, attempts, owner,
        due_at, created_at, completed_at)
      SELECT uuidv7(), e.id, md5('endpoint ' || n)::uuid, 'acme', 'a.b', 'publish',
        CASE WHEN state < 190 THEN 'delivered' WHEN state < 193 THEN 'dead_letter' ELSE 'pending' END, 5, 1,
        CASE WHEN state = 193 THEN 1 END, now(), now(), CASE WHEN state < 193 THEN now() END
      FROM (SELECT id, row_number() OVER () % 200 AS state FROM hookline.event) e, generate_series(1, 10) n;
      INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, status, retryable)
      SELECT id, 1, now(), 1, 200, false FROM hookline.delivery WHERE completed_at IS NOT NULL;
      LOAD 'auto_explain';
      SET auto_explain.log_level = notice;
      SET auto_explain.log_min_duration = 0;
      SET auto_explain.log_analyze = on;
      SET auto_explain.log_buffers = on;
      SET auto_explain.log_timing = off`);
    endpointIds = await column(`SELECT md5('endpoint ' || n)::uuid FROM generate_series(1, 10) n`);
    [eventId = ''] = await column('SELECT id FROM hookline.event LIMIT 1');
  }, 240_000);

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function column(sql: string): Promise<string[]> {
    const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
    return rows.flat();
  }

  async function explain(
    { text, values }: Query,
    walks = false,
  ): Promise<{ rows: number; plan: string }> {
    plans = [];
    await client.query('BEGIN');
    if (walks) await client.query(WALK_BY_INDEX);
    const { rows } = await client.query({ text, values });
    await client.query('COMMIT');
    return { rows: rows.length, plan: plans.join('\n') };
  }

  function pagesIn(plan: string): number {
    const each = [...plan.matchAll(/Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/g)];
    return Math.max(...each.map(([, hit = 0, read = 0]) => Number(hit) + Number(read)));
  }

  const history = (): WalkSource => ({ kind: 'history', endpointIds });
  const CASES: Record<string, () => [WalkSource, Partial<DeliveryConditions>]> = {
    'all of a tenant': () => [history(), {}],
    'one endpoint': () => [{ kind: 'history', endpointIds: endpointIds.slice(0, 1) }, {}],
    'a status that most have': () => [history(), { status: 'delivered' }],
    'a type that none has': () => [history(), { eventType: 'none' }],
    'a response that none has': () => [history(), { responseStatus: 503 }],
    'a subject that none has': () => [history(), { subject: 'none' }],
    'a tag that few have': () => [history(), { tag: 'tag 7' }],
    'a time without any': () => [history(), { to: 0 }],
    'dead letters': () => [{ kind: 'unusual', status: 'dead_letter' }, { status: 'dead_letter' }],
    'what is in progress': () => [{ kind: 'owned' }, { status: 'in_progress' }],
    'what waits': () => [{ kind: 'waiting', endpointIds }, { status: 'pending' }],
    'an event': () => [{ kind: 'event', eventId }, {}],
  };

  it.each(Object.entries(CASES))('%s: by index, in bounded pages', async (_, given) => {
    const [source, conditions] = given();
    const walk = { source, range: {}, conditions: { tenantId, ...conditions } };
    for (const query of [selectMatching(walk, LIMIT), selectWalkEnd(walk)]) {
      const { plan } = await explain(query, true);
      expect(plan).not.toMatch(/Seq Scan on (delivery|event|attempt)/);
      expect(pagesIn(plan)).toBeLessThan(WALK_LIMIT * PAGES_PER_ROW);
    }
  });

  it('reads no more than the page when all match', async () => {
    const walk = { source: history(), range: {}, conditions: { tenantId } };
    const { rows, plan } = await explain(selectMatching(walk, LIMIT), true);
    expect(rows).toBe(LIMIT);
    expect(pagesIn(plan)).toBeLessThan(LIMIT * PAGES_PER_ROW);
  });

  it.each<[string, (ids: string[]) => Query]>([
    [
      'repeats deliveries',
      (ids) =>
        retryDeliveries({ tenantId, ids, newIds: ids.map(() => newUuid()), now: Date.now() }),
    ],
    ['deletes dead letters', (ids) => deleteDeadLetters(tenantId, ids)],
    ['deletes attempts', deleteAttempts],
    [
      'replays',
      (ids) =>
        insertReplayed(
          tenantId,
          ids.map((retryOf) => ({ eventId, eventType: 'a.b', endpointId: newUuid(), retryOf })),
          Date.now(),
        ),
    ],
  ])('%s by primary key', async (_, query) => {
    const dead = `SELECT id FROM hookline.delivery WHERE status = 'dead_letter' LIMIT 100`;
    const { plan } = await explain(query(await column(dead)));
    expect(plan).not.toMatch(/Seq Scan on (delivery|event|attempt)/);
    expect(pagesIn(plan)).toBeLessThan(100 * PAGES_PER_CHANGE);
  });

  it.each([true, false])('walks through events by index (one endpoint: %s)', async (one) => {
    const [until = ''] = await column('SELECT id FROM hookline.event ORDER BY id DESC LIMIT 1');
    const endpointId = one ? (endpointIds[0] ?? '') : null;
    const limit = 500;
    const walk = { tenantId, position: eventId, until, endpointId, limit };
    const { rows, plan } = await explain(walkEvents(walk));
    expect(rows).toBeGreaterThanOrEqual(limit);
    expect(plan).not.toMatch(/Seq Scan on (delivery|event|attempt)/);
    expect(pagesIn(plan)).toBeLessThan(limit * PAGES_PER_CHANGE);
  });

  it('walks through the dead letters of all tenants by index', async () => {
    const limit = 500;
    const { rows, plan } = await explain(walkDeadLetters(undefined, limit), true);
    expect(rows).toBe(limit);
    expect(plan).toContain('delivery_dead_letter');
    expect(pagesIn(plan)).toBeLessThan(limit * PAGES_PER_ROW);
  });

  it('counts what waits by index', async () => {
    const { plan } = await explain(countWaiting(endpointIds));
    expect(plan).not.toContain('Seq Scan on delivery');
    expect(pagesIn(plan)).toBeLessThan(WALK_LIMIT * PAGES_PER_ROW);
  });
});
