import type { Statement } from '../database';

/**
 * Renews the life of worker `$1`. No row comes back when others ended it. A silence of `$2` milliseconds
 * or more that nobody noticed does not end it: when Postgres stood still, all were silent.
 */
export const RENEW_WORKER: Statement = {
  name: 'hookline_renew_worker',
  text: `
UPDATE hookline.worker SET seen_at = clock_timestamp(),
  steady_since = CASE WHEN seen_at > clock_timestamp() - make_interval(secs => $2::float8 / 1000.0)
    THEN steady_since ELSE clock_timestamp() END
WHERE id = $1::bigint
RETURNING id, (SELECT paused_at IS NOT NULL FROM hookline.queue_state) AS paused`,
};
