import type { DeliveryStatus } from '@hookline/contracts';
import { EACH_OWNER } from '../../storage/sql/each-owner';
import type { DeliveryConditions } from '../delivery-filter';
import type { IdRange } from '../id-range';

/** Most deliveries that one page looks at: it stays as fast in a large history as in a small one. */
export const WALK_LIMIT = 5_000;

/** Where to look, newest first. Endpoints are stored uuids. */
export type WalkSource =
  /** Through the histories of endpoints, side by side. */
  | { kind: 'history'; endpointIds: readonly string[] }
  /** Through what no process has yet, of endpoints that have little of it. */
  | { kind: 'waiting'; endpointIds: readonly string[] }
  /** Through what is in the memory of processes. */
  | { kind: 'owned' }
  /** Through what went wrong. */
  | { kind: 'unusual'; status: 'retrying' | 'dead_letter' | 'cancelled' }
  /** Through the deliveries of one event. */
  | { kind: 'event'; eventId: string };

/** One statement with its values. */
export interface Query {
  text: string;
  values: unknown[];
}

/** What is looked at, and in which order. */
export interface Walk {
  source: WalkSource;
  range: IdRange;
  conditions: DeliveryConditions;
}

/** Collects the values of a statement; answers how each is called in it. */
class Values {
  readonly list: unknown[] = [];
  readonly add = (value: unknown): string => `$${this.list.push(value)}`;
}

/**
 * Has to come before a walk, in its transaction: it goes along indexes, in their order, and stops when it
 * has enough. Left to itself, the planner may read and sort a whole history, because it can not know how
 * soon that is; or go through everybody's deliveries by their ids, because those lie side by side.
 * Without a price of pages it counts the rows that are read.
 */
export const WALK_BY_INDEX = `
SELECT set_config(name, value, true) FROM (VALUES ('enable_sort', 'off'), ('enable_bitmapscan', 'off'),
  ('enable_seqscan', 'off'), ('jit', 'off'), ('random_page_cost', '0'), ('seq_page_cost', '0')) AS s (name, value)`;

/**
 * The ids of what a walk finds, at most `limit`. It reads along an index, row by row, and stops at
 * the last row wanted or at {@link WALK_LIMIT}.
 */
export function selectMatching(walk: Walk, limit: number): Query {
  const values = new Values();
  const conditions = ['true', ...conditionsOf(walk.conditions, values.add)];
  return {
    text: `
SELECT w.id FROM (${walkedRows(walk, values.add)} LIMIT ${WALK_LIMIT}) w
WHERE ${conditions.join(' AND ')}
ORDER BY w.id DESC LIMIT ${limit}`,
    values: values.list,
  };
}

/** The id at which a walk ends before it has seen everything; no row when it has. */
export function selectWalkEnd(walk: Walk): Query {
  const values = new Values();
  return {
    text: `
SELECT w.id FROM (${walkedRows(walk, values.add)} OFFSET ${WALK_LIMIT - 1} LIMIT 1) w`,
    values: values.list,
  };
}

/** How much no process has of some endpoints' deliveries; the count ends above {@link WALK_LIMIT}. */
export function countWaiting(endpointIds: readonly string[]): Query {
  return {
    text: `
SELECT count(*)::int AS waiting FROM (SELECT FROM hookline.delivery
  WHERE endpoint_id = ANY ($1::uuid[]) AND completed_at IS NULL AND owner IS NULL
  LIMIT ${WALK_LIMIT + 1}) w`,
    values: [endpointIds],
  };
}

type Add = Values['add'];

function walkedRows({ source, range, conditions }: Walk, add: Add): string {
  const bounds = ['true'];
  if (range.from !== undefined) bounds.push(`id >= ${add(range.from)}::uuid`);
  if (range.before !== undefined) bounds.push(`id < ${add(range.before)}::uuid`);
  const rows = sourceRows(
    source,
    { tenantId: conditions.tenantId, within: bounds.join(' AND ') },
    add,
  );
  return `SELECT d.* FROM (${rows}) d ORDER BY d.id DESC`;
}

/** What holds for all rows of a source. */
interface Limits {
  tenantId: string;
  /** A condition on the column `id`. */
  within: string;
}

/**
 * The rows of a source. `OFFSET 0` keeps the planner from reading all deliveries by id instead of the
 * few that the source's own index leads to.
 */
function sourceRows(source: WalkSource, { tenantId, within }: Limits, add: Add): string {
  switch (source.kind) {
    case 'history':
      return historyRows(source.endpointIds, within, add);
    case 'waiting':
      return `SELECT * FROM hookline.delivery WHERE endpoint_id = ANY (${add(source.endpointIds)}::uuid[])
    AND completed_at IS NULL AND owner IS NULL AND ${within} OFFSET 0`;
    case 'owned':
      return `SELECT * FROM hookline.delivery WHERE owner = ANY (ARRAY(${OWNERS}))
    AND completed_at IS NULL AND tenant_id = ${add(tenantId)} AND ${within} OFFSET 0`;
    case 'unusual':
      return `SELECT * FROM hookline.delivery
    WHERE tenant_id = ${add(tenantId)} AND status = '${source.status}' AND ${within}`;
    case 'event':
      return `SELECT * FROM hookline.delivery
    WHERE event_id = ${add(source.eventId)}::uuid AND tenant_id = ${add(tenantId)} AND ${within} OFFSET 0`;
  }
}

/** Who owns anything. */
const OWNERS = `WITH RECURSIVE owners AS (
  ${EACH_OWNER}
) SELECT owner FROM owners WHERE owner IS NOT NULL`;

/** One arm for each endpoint, in its index's order: Postgres merges them as far as rows are asked for. */
function historyRows(endpointIds: readonly string[], within: string, add: Add): string {
  if (endpointIds.length === 0) return `SELECT * FROM hookline.delivery WHERE false AND ${within}`;
  return endpointIds
    .map(
      (id) => `(SELECT * FROM hookline.delivery WHERE endpoint_id = ${add(id)}::uuid AND ${within}
      ORDER BY id DESC LIMIT ${WALK_LIMIT})`,
    )
    .join('\n    UNION ALL ');
}

/**
 * Conditions on a row `w` of the walk. What is in other tables is looked up for each row, by primary
 * key: as a join it might be read whole.
 */
function conditionsOf(conditions: DeliveryConditions, add: Add): string[] {
  const sql: string[] = [];
  const when = <Value>(value: Value | undefined, condition: (given: Value) => string): void => {
    if (value !== undefined) sql.push(condition(value));
  };
  when(conditions.status, statusCondition);
  when(conditions.endpointId, (id) => `w.endpoint_id = ${add(id)}::uuid`);
  when(conditions.eventType, (type) => `w.event_type = ${add(type)}`);
  when(conditions.from, (from) => `w.created_at >= ${timestamp(from, add)}`);
  when(conditions.to, (to) => `w.created_at < ${timestamp(to, add)}`);
  when(conditions.deadLetterReason, (reason) => `w.dead_letter_reason = ${add(reason)}`);
  when(conditions.unretried, (unretried) => (unretried ? UNRETRIED : 'true'));
  when(
    conditions.responseStatus,
    (status) =>
      `(SELECT a.status FROM hookline.attempt a WHERE a.delivery_id = w.id AND a.number = w.attempts) = ${add(status)}`,
  );
  when(
    conditions.subject,
    (subject) =>
      `(SELECT e.subject FROM hookline.event e WHERE e.id = w.event_id) = ${add(subject)}`,
  );
  when(
    conditions.tag,
    (tag) => `(SELECT ${add(tag)} = ANY (e.tags) FROM hookline.event e WHERE e.id = w.event_id)`,
  );
  return sql;
}

/** Of a failed test nobody wants a repetition. */
const UNRETRIED = `w.retried_by IS NULL AND w.trigger <> 'test'`;

function timestamp(ms: number, add: Add): string {
  return `to_timestamp(${add(ms)}::float8 / 1000.0)`;
}

/** The status as it is shown: what a process has is in progress, whatever is stored. */
function statusCondition(status: DeliveryStatus): string {
  const owned = 'w.completed_at IS NULL AND w.owner IS NOT NULL';
  return status === 'in_progress' ? owned : `w.status = '${status}' AND NOT (${owned})`;
}
