import type { Statement } from '../database';

/**
 * Pauses deliveries in every process from `$1` (clock time in ms) on; with `null` ends it. Answers
 * whether that changed anything.
 */
export const UPDATE_QUEUE_PAUSE: Statement = {
  name: 'hookline_update_queue_pause',
  text: `
UPDATE hookline.queue_state SET paused_at = CASE WHEN $1::float8 IS NOT NULL
  THEN to_timestamp($1::float8 / 1000.0) END
WHERE (paused_at IS NULL) <> ($1::float8 IS NULL)
RETURNING true AS changed`,
};
