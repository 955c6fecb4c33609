import type { Statement } from '../database';
import { CLAIMED_COLUMNS, SELECT_CLAIMED } from './claimed-row';

/**
 * Takes ownership of new deliveries by id: `$1` owner, `$2` ids, `$3` endpoints that have no room in
 * this process, `$4` at most so many. Only what nobody has tried yet: a wake-up that comes late may
 * not send a retry before its time. Rows that somebody else is claiming are left to them.
 */
export const CLAIM_DELIVERIES: Statement = {
  name: 'hookline_claim_deliveries',
  text: `
WITH free AS (
  SELECT id FROM hookline.delivery
  WHERE id = ANY ($2::uuid[]) AND completed_at IS NULL AND owner IS NULL AND hold IS NULL
    AND attempts = 0 AND endpoint_id <> ALL ($3::uuid[])
  LIMIT $4::int
  FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE hookline.delivery d SET owner = $1::bigint
  FROM free
  WHERE d.id = free.id
  RETURNING ${CLAIMED_COLUMNS}
)
${SELECT_CLAIMED}`,
};
