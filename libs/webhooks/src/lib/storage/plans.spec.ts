import type { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { newUuid } from '../common/ids';
import type { AttemptRecord } from './attempt-record';
import type { Statement } from './database';
import type { DueDelivery } from './due-delivery';
import type { Settlement } from './settlement';
import { CLAIM_DELIVERIES } from './sql/claim-deliveries';
import { CLAIM_DUE } from './sql/claim-due';
import { DELETE_DELIVERIES, DELETE_EVENTS, LOCK_EVENTS } from './sql/delete-history';
import {
  CANCEL_DELIVERIES_OF_EVENTS,
  CLEAR_RESPONSES,
  ERASE_EVENTS,
  SELECT_SUBJECT_EVENTS,
} from './sql/erase-subject';
import { EXPIRE_DELIVERIES } from './sql/expire-deliveries';
import { SELECT_OLD_DELIVERIES, SELECT_OLD_EVENTS } from './sql/history-pages';
import { RECORD_ATTEMPTS, recordAttemptsValues } from './sql/record-attempts';
import { RELEASE_ORPHANS } from './sql/release-orphans';
import { RELEASE_OWNED } from './sql/release-owned';
import { SELECT_OTHERS } from './sql/select-others';
import { SELECT_OWNED } from './sql/select-owned';
import { SETTLE_DELIVERIES, settleDeliveriesValues } from './sql/settle-deliveries';
import { explainingClient, explainWith, pagesIn } from './testing/explain';
import { fillLanes, LANE_CASES } from './testing/lane-plan-cases';

const OWNER = '1';
const OTHER_OWNER = '2';
const BATCH = 100;
/** A row is found by its primary key, and written with its indexes: some 30 pages. */
const PAGES_PER_ROW = 60;

/** How a statement is called for some of the owned or of the waiting deliveries. */
interface Case {
  statement: Statement;
  of: 'owned' | 'waiting';
  values: (ids: string[]) => unknown[];
  /** Rows that come back. */
  rows: number;
}

const delivery = (id: string) => ({ id, owner: OWNER, endpointId: newUuid() }) as DueDelivery;

const attempt = (id: string): AttemptRecord => ({
  delivery: delivery(id),
  number: 1,
  startedAt: Date.now(),
  durationMs: 1,
  status: 200,
  responseHeaders: {},
  responseBody: 'ok',
  address: null,
  errorCode: null,
  errorMessage: null,
  retryable: false,
  next: { status: 'delivered' },
});

const release = (id: string): Settlement => ({
  kind: 'release',
  delivery: delivery(id),
  dueAt: null,
});

const CASES: Record<string, Case> = {
  'claims by id': {
    statement: CLAIM_DELIVERIES,
    of: 'waiting',
    values: (ids) => [OWNER, ids, [], BATCH],
    rows: BATCH,
  },
  'claims what is due': {
    statement: CLAIM_DUE,
    of: 'waiting',
    values: () => [OWNER, Date.now(), [], BATCH],
    rows: BATCH,
  },
  'ends what has expired': {
    statement: EXPIRE_DELIVERIES,
    of: 'waiting',
    values: () => [Date.now(), BATCH],
    rows: 1,
  },
  'records attempts': {
    statement: RECORD_ATTEMPTS,
    of: 'owned',
    values: (ids) => recordAttemptsValues(ids.map(attempt)),
    rows: BATCH,
  },
  'settles deliveries': {
    statement: SETTLE_DELIVERIES,
    of: 'owned',
    values: (ids) => settleDeliveriesValues(ids.map(release)),
    rows: BATCH,
  },
  'releases what is owned': {
    statement: RELEASE_OWNED,
    of: 'owned',
    values: (ids) => [OWNER, ids, ids.map(() => 0)],
    rows: 0,
  },
  'looks whether others publish': {
    statement: SELECT_OTHERS,
    of: 'waiting',
    values: () => ['acme', 0],
    rows: 1,
  },
  'frees orphans': {
    statement: RELEASE_ORPHANS,
    of: 'owned',
    values: () => [0, BATCH, OTHER_OWNER],
    rows: BATCH,
  },
};

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The care of the history, called with ids of some ended deliveries and of their events. */
const HISTORY_CASES: Record<
  string,
  { statement: Statement; values: (ids: string[], events: string[]) => unknown[] }
> = {
  'finds old deliveries': {
    statement: SELECT_OLD_DELIVERIES,
    values: (ids) => [FIRST_ID, ids.at(-1)],
  },
  'finds old events': {
    statement: SELECT_OLD_EVENTS,
    values: (_, events) => [FIRST_ID, events.at(-1)],
  },
  'finds events of a subject': { statement: SELECT_SUBJECT_EVENTS, values: () => ['acme', 'Ada'] },
  'cancels what is live of events': {
    statement: CANCEL_DELIVERIES_OF_EVENTS,
    values: (_, events) => [events, Date.now()],
  },
  'clears responses': { statement: CLEAR_RESPONSES, values: (_, events) => [events] },
  'erases events': { statement: ERASE_EVENTS, values: (_, events) => [events, Date.now()] },
  'deletes deliveries': { statement: DELETE_DELIVERIES, values: (ids) => [ids] },
  'locks events': { statement: LOCK_EVENTS, values: (_, events) => [events] },
  'deletes events': { statement: DELETE_EVENTS, values: (_, events) => [events] },
};

describe('Plans with 200,000 deliveries, made while the tables were empty', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await explainingClient(database);
    await client.query('SET plan_cache_mode = force_generic_plan');
    for (const { statement, values } of Object.values(CASES)) {
      await client.query({ ...statement, values: values([newUuid()]) });
    }
    await client.query({ ...SELECT_OWNED, values: [OWNER] });
    for (const { statement, values } of Object.values(LANE_CASES)) {
      await client.query({ ...statement, values: values() });
    }
    for (const { statement, values } of Object.values(HISTORY_CASES)) {
      await client.query({ ...statement, values: values([newUuid()], [newUuid()]) });
    }
    await fill();
    await fillLanes(client);
  }, 240_000);

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** 190,000 of long ago, 5,000 owned by each of two, and 5,000 that are due. */
  async function fill(): Promise<void> {
    await client.query(`
      INSERT INTO hookline.event (id, tenant_id, type, body, created_at)
      SELECT uuidv7(), 'acme', 'a.b', '{}', now() FROM generate_series(1, 20000);
      INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, owner,
        due_at, created_at, completed_at)
      SELECT uuidv7(), e.id, md5('endpoint ' || n)::uuid, 'acme', 'a.b', 'publish', CASE WHEN state < 190 THEN 'delivered' ELSE 'pending' END, 5,
        CASE WHEN state BETWEEN 190 AND 192 THEN 1 WHEN state BETWEEN 193 AND 194 THEN 2 END, now() - interval '1 hour', now(),
        CASE WHEN state < 190 THEN now() END
      FROM (SELECT id, row_number() OVER () % 200 AS state FROM hookline.event) e, generate_series(1, 10) n;
      INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, status, retryable)
      SELECT id, 1, now(), 1, 200, false FROM hookline.delivery WHERE completed_at IS NOT NULL`);
  }

  async function some(of: Case['of']): Promise<string[]> {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM hookline.delivery WHERE completed_at IS NULL AND owner IS NOT DISTINCT FROM $1 LIMIT ${BATCH}`,
      [of === 'owned' ? OWNER : null],
    );
    return rows.map(({ id }) => id);
  }

  const explain = (statement: Statement, values: unknown[]) =>
    explainWith(client, statement, values);

  it.each(Object.entries(CASES))('%s by index, in few pages', async (_, given) => {
    const ids = await some(given.of);
    expect(ids).toHaveLength(BATCH);
    const { rows, plan } = await explain(given.statement, given.values(ids));
    expect(rows).toBe(given.rows);
    expect(plan).toContain('Index');
    expect(plan).not.toMatch(/Seq Scan on (delivery|event|attempt)/);
    expect(pagesIn(plan)).toBeLessThan(BATCH * PAGES_PER_ROW);
  });

  it.each(Object.entries(LANE_CASES))('%s by index, in few pages', async (_, given) => {
    const { rows, plan } = await explain(given.statement, given.values());
    expect(rows).toBe(given.rows);
    expect(plan).not.toMatch(/Seq Scan on (delivery|event|attempt)/);
    expect(pagesIn(plan)).toBeLessThan(BATCH * PAGES_PER_ROW);
  });

  it('reads what an owner has by index', async () => {
    const { rows, plan } = await explain(SELECT_OWNED, [OTHER_OWNER]);
    expect(rows).toBeGreaterThan(0);
    expect(plan).not.toContain('Seq Scan');
    expect(pagesIn(plan)).toBeLessThan(rows);
  });

  it.each(Object.entries(HISTORY_CASES))('%s by index, in few pages', async (_, given) => {
    const { rows: found } = await client.query<{ id: string; event_id: string }>(
      `SELECT id, event_id FROM hookline.delivery WHERE completed_at IS NOT NULL ORDER BY id LIMIT ${BATCH}`,
    );
    const events = [...new Set(found.map(({ event_id: id }) => id))].sort();
    const { plan } = await explain(
      given.statement,
      given.values(
        found.map(({ id }) => id),
        events,
      ),
    );
    expect(plan).toContain('Index');
    expect(plan).not.toMatch(/Seq Scan on (delivery|event|attempt)/);
    // An event has ten deliveries, each with an attempt.
    expect(pagesIn(plan)).toBeLessThan(events.length * 10 * PAGES_PER_ROW);
  });
});
