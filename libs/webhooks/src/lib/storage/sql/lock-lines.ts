import type { Statement } from '../database';

/**
 * Locks the lines of endpoints `$1`, in one order everywhere, so that transactions that put deliveries
 * into several lines wait for each other, but not in a circle. Lines that are there are locked by `FOR
 * UPDATE`, behind which the others stand in a queue: an upsert wakes all that wait at each commit.
 */
export const LOCK_LINES: Statement = {
  name: 'hookline_lock_lines',
  text: `
WITH found AS (
  SELECT endpoint_id FROM hookline.line WHERE endpoint_id = ANY ($1::uuid[]) ORDER BY endpoint_id FOR UPDATE
)
INSERT INTO hookline.line AS l (endpoint_id, last_sequence)
SELECT id, 0 FROM unnest($1::uuid[]) AS id WHERE id <> ALL (ARRAY(SELECT endpoint_id FROM found)) ORDER BY id
ON CONFLICT (endpoint_id) DO UPDATE SET last_sequence = l.last_sequence`,
};
