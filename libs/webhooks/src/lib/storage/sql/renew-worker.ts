import type { Statement } from '../database';

/**
 * Renews the life of worker `$1`, unless it was silent for `$2` milliseconds or more: then others
 * may have taken its deliveries, and no row comes back.
 */
export const RENEW_WORKER: Statement = {
  name: 'hookline_renew_worker',
  text: `
UPDATE hookline.worker SET seen_at = clock_timestamp()
WHERE id = $1::bigint AND seen_at > clock_timestamp() - make_interval(secs => $2::float8 / 1000.0)
RETURNING id`,
};
