import type { Statement } from '../database';
import { CLAIMED_COLUMNS } from './claimed-row';

/**
 * Takes ownership of deliveries by id: those that still are live, unowned and not held. Rows that
 * somebody else is claiming at this moment are left to them.
 */
export const CLAIM_DELIVERIES: Statement = {
  name: 'hookline_claim_deliveries',
  text: `
WITH free AS (
  SELECT id FROM hookline.delivery
  WHERE id = ANY ($2::uuid[]) AND completed_at IS NULL AND owner IS NULL AND hold IS NULL
  FOR UPDATE SKIP LOCKED
)
UPDATE hookline.delivery d SET owner = $1::bigint
FROM free, hookline.event e
WHERE d.id = free.id AND e.id = d.event_id
RETURNING ${CLAIMED_COLUMNS}`,
};
