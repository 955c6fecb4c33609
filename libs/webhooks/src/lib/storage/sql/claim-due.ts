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
