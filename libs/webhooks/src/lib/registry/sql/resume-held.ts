import type { Statement } from '../../storage/database';

/** Makes the deliveries of endpoint `$1` that were held because it was paused due at `$2` (clock time in ms). */
export const RESUME_HELD: Statement = {
  name: 'hookline_resume_held',
  text: `
WITH held AS (
  SELECT id FROM hookline.delivery
  WHERE endpoint_id = $1 AND completed_at IS NULL AND owner IS NULL AND hold = 'paused'
  ORDER BY id
  FOR UPDATE
)
UPDATE hookline.delivery d SET hold = NULL, due_at = to_timestamp($2::float8 / 1000.0)
FROM held WHERE d.id = held.id`,
};
