import type { Statement } from '../database';
import { CLAIMED_COLUMNS, SELECT_CLAIMED } from './claimed-row';

/**
 * Takes ownership of what is due, oldest first: `$1` owner, `$2` clock time in ms, `$3` endpoints
 * that have no room in this process, `$4` at most so many.
 */
export const CLAIM_DUE: Statement = {
  name: 'hookline_claim_due',
  text: `
WITH due AS (
  SELECT id FROM hookline.delivery
  WHERE completed_at IS NULL AND owner IS NULL AND hold IS NULL
    AND due_at <= to_timestamp($2::float8 / 1000.0) AND endpoint_id <> ALL ($3::uuid[])
  ORDER BY due_at
  LIMIT $4::int
  FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE hookline.delivery d SET owner = $1::bigint
  FROM due
  WHERE d.id = due.id
  RETURNING ${CLAIMED_COLUMNS}
)
${SELECT_CLAIMED}`,
};

/**
 * Until the end of the transaction no plan sorts what an index has in order. While statistics lag behind a
 * backlog, to sort it all looks as cheap as to read its beginning: 180 ms for 20 of 100,000.
 */
export const AVOID_SORTING: Statement = {
  name: 'hookline_avoid_sorting',
  text: `SELECT set_config('enable_sort', 'off', true), set_config('enable_incremental_sort', 'off', true)`,
};

/**
 * What {@link CLAIM_DUE} does, endpoint by endpoint, `$5` of each at most and of those behind endpoint `$6`: while some have more due
 * than this process has room for, a look at the oldest of all would find nothing but theirs. Leaves out
 * tenants `$7`, too. On the second limit, see `RECORD_ATTEMPTS`;
 * the order is in the words of `delivery_waiting`, and the statement runs after {@link AVOID_SORTING}.
 */
export const CLAIM_DUE_IN_TURN: Statement = {
  name: 'hookline_claim_due_in_turn',
  text: `
WITH RECURSIVE waiting AS (
  SELECT (SELECT d.endpoint_id FROM hookline.delivery d
    WHERE d.completed_at IS NULL AND d.owner IS NULL AND d.endpoint_id > $6::uuid ORDER BY d.endpoint_id LIMIT 1) AS id
  UNION ALL
  SELECT (SELECT d.endpoint_id FROM hookline.delivery d
    WHERE d.completed_at IS NULL AND d.owner IS NULL AND d.endpoint_id > w.id ORDER BY d.endpoint_id LIMIT 1)
  FROM waiting w WHERE w.id IS NOT NULL
), due AS MATERIALIZED (
  SELECT p.id FROM waiting w JOIN hookline.endpoint e ON e.id = w.id CROSS JOIN LATERAL (
    SELECT d.id, d.due_at FROM hookline.delivery d
    WHERE d.endpoint_id = w.id AND d.completed_at IS NULL AND d.owner IS NULL AND d.hold IS NULL
    ORDER BY d.endpoint_id, d.hold, d.due_at
    LIMIT $5::int
    FOR UPDATE SKIP LOCKED
  ) p
  WHERE p.due_at <= to_timestamp($2::float8 / 1000.0) AND w.id <> ALL ($3::uuid[]) AND e.tenant_id <> ALL ($7::text[])
  LIMIT $4::int
), claimed AS (
  UPDATE hookline.delivery d SET owner = $1::bigint
  FROM (SELECT id FROM due LIMIT $4::int) due
  WHERE d.id = due.id
  RETURNING ${CLAIMED_COLUMNS}
)
${SELECT_CLAIMED}`,
};
