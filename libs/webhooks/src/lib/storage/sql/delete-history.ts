import { HISTORY_PAGE } from './history-pages';
import type { Statement } from '../database';

/** Deletes the deliveries `$1` with their attempts, but none that is live. Answers how many. On the limit, see `RECORD_ATTEMPTS`. */
export const DELETE_DELIVERIES: Statement = {
  name: 'hookline_delete_deliveries',
  text: `
WITH named AS (
  SELECT id FROM unnest($1::uuid[]) AS id LIMIT cardinality($1::uuid[])
), gone AS (
  DELETE FROM hookline.delivery d USING named n
  WHERE d.id = n.id AND (d.completed_at IS NOT NULL) IS TRUE
  RETURNING d.id
), log AS (
  DELETE FROM hookline.attempt WHERE delivery_id = ANY (ARRAY(SELECT id FROM gone))
)
SELECT count(*)::int AS deleted FROM gone`,
};

/**
 * Locks those of the events `$1` that nobody else has locked. Whoever makes a new delivery of an old
 * event locks that, too (`FOR KEY SHARE`): either it is seen by {@link DELETE_EVENTS}, or it finds no event.
 */
export const LOCK_EVENTS: Statement = {
  name: 'hookline_lock_events',
  text: `SELECT id FROM hookline.event WHERE id = ANY ($1::uuid[]) FOR UPDATE SKIP LOCKED`,
};

/** Deletes those of the events `$1` that have no delivery any more. Answers how many. */
export const DELETE_EVENTS: Statement = {
  name: 'hookline_delete_events',
  text: `
WITH gone AS (
  DELETE FROM hookline.event e
  WHERE e.id = ANY ($1::uuid[])
    AND (SELECT d.id FROM hookline.delivery d WHERE d.event_id = e.id LIMIT 1) IS NULL
  RETURNING 1
)
SELECT count(*)::int AS deleted FROM gone`,
};

/** Deletes some idempotency keys from before `$1` (clock time in ms). Answers how many. */
export const DELETE_IDEMPOTENCY_KEYS: Statement = {
  name: 'hookline_delete_idempotency_keys',
  text: deleteSome(
    'idempotency_key',
    'created_at < to_timestamp($1::float8 / 1000.0)',
    'created_at',
  ),
};

/** Deletes some statistics from before hour `$1`. Answers how many. */
export const DELETE_ROLLUPS: Statement = {
  name: 'hookline_delete_rollups',
  text: deleteSome('rollup', 'hour < $1::int', 'hour'),
};

function deleteSome(table: string, where: string, order: string): string {
  return `
WITH gone AS (
  DELETE FROM hookline.${table}
  WHERE ctid = ANY (ARRAY(SELECT ctid FROM hookline.${table} WHERE ${where} ORDER BY ${order} LIMIT ${HISTORY_PAGE}))
    AND ${where}
  RETURNING 1
)
SELECT count(*)::int AS deleted FROM gone`;
}

/** The row of each. */
export interface DeletedRow {
  deleted: number;
}
