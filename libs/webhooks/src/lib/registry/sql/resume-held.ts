import type { Statement } from '../../storage/database';

/** Deliveries a second that an endpoint gets at first of what was held for it. */
export const RESUME_RATE = 100;
/** By how many a second that grows each second: 100,000 have fallen due after about two minutes. */
export const RESUME_RATE_GROWTH = 10;

/**
 * Makes the deliveries of endpoint `$1` that are held for the reason `$3` due from `$2` (clock time in ms)
 * on, oldest first, at a rate that begins at {@link RESUME_RATE} and grows by {@link RESUME_RATE_GROWTH}: a
 * receiver that was away does not get everything at once. After `t` seconds `rate * t + growth * t² / 2`
 * are due; that is solved for `t` here.
 */
export const RESUME_HELD: Statement = {
  name: 'hookline_resume_held',
  text: `
WITH held AS (
  SELECT id FROM hookline.delivery
  WHERE endpoint_id = $1 AND completed_at IS NULL AND owner IS NULL AND hold = $3
  ORDER BY id
  FOR UPDATE
), turns AS (
  SELECT id, (row_number() OVER (ORDER BY id) - 1)::float8 AS before FROM held
)
UPDATE hookline.delivery d SET hold = NULL, due_at = to_timestamp($2::float8 / 1000.0) + make_interval(
  secs => (sqrt(${RESUME_RATE ** 2} + ${2 * RESUME_RATE_GROWTH} * t.before) - ${RESUME_RATE}) / ${RESUME_RATE_GROWTH})
FROM turns t WHERE d.id = t.id`,
};
