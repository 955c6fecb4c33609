import { MS_PER_HOUR } from '../../common/durations';
import { RESPONSE_TIME_BOUNDS_MS, WITHOUT_ATTEMPT } from '../response-time-buckets';

/** Of both tables of counts, in the order in which they are written. */
export const ROLLUP_COLUMNS =
  'hour, tenant_id, endpoint_id, event_type, outcome, status_class, bucket, count, duration_ms, first_at, last_at';

/**
 * Appends the counts of recorded attempts, for a `WITH` query beside the one that records them, which
 * is `moved`: `started_at` (clock time in ms), `duration_ms`, `status`, what became of the delivery as
 * `outcome`, and its columns. Test sends are not counted.
 */
export function countAttempts(moved: string): string {
  return `INSERT INTO hookline.rollup_entry (${ROLLUP_COLUMNS})
SELECT floor((started_at + duration_ms) / ${MS_PER_HOUR})::int, tenant_id, endpoint_id, event_type, outcome,
  coalesce(status / 100, 0), width_bucket(duration_ms, '{${RESPONSE_TIME_BOUNDS_MS.join(',')}}'::int[]), count(*),
  sum(duration_ms), to_timestamp(min(started_at + duration_ms) / 1000.0), to_timestamp(max(started_at + duration_ms) / 1000.0)
FROM ${moved} WHERE trigger <> 'test'
GROUP BY 1, 2, 3, 4, 5, 6, 7`;
}

/**
 * Appends the counts of deliveries that ended without an attempt, for a `WITH` query beside the one
 * that ends them, which is `ended` and returns `tenant_id`, `endpoint_id`, `event_type`, `trigger`,
 * `status` and `completed_at` of the deliveries. Those that it left live, and test sends, are not counted.
 */
export function countEnded(ended: string): string {
  return `INSERT INTO hookline.rollup_entry (${ROLLUP_COLUMNS})
SELECT floor(extract(epoch FROM completed_at) / 3600)::int, tenant_id, endpoint_id, event_type, status, 0,
  ${WITHOUT_ATTEMPT}, count(*), 0, min(completed_at), max(completed_at)
FROM ${ended} WHERE completed_at IS NOT NULL AND trigger <> 'test'
GROUP BY 1, 2, 3, 4, 5`;
}
