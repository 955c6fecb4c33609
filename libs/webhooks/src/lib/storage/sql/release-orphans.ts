import type { Statement } from '../database';
import { END_IF_CANCELLED } from './by-primary-key';
import { countEnded } from './count-outcomes';
import { EACH_OWNER } from './each-owner';

/** Who was not heard of since is silent. */
const TIMEOUT_AGO = 'clock_timestamp() - make_interval(secs => $1::float8 / 1000.0)';

/**
 * Ends the lives of workers that have been silent for `$1` milliseconds, and frees deliveries whose owner
 * is no more, at most `$2`. The distinct owners come from a walk along the owner index, one step for each
 * owner. Silence is judged by the database's clock alone, for worker `$3`, which has to have been heard of
 * all the time. The row of the life goes first, so that a renewal that comes late finds none. One that is
 * locked is being renewed, and is left alone.
 * The order of the orphans says nothing: it makes the planner take the owner index for them, too.
 */
export const RELEASE_ORPHANS: Statement = {
  name: 'hookline_release_orphans',
  text: `
WITH RECURSIVE owners AS (
  ${EACH_OWNER}
), silent AS MATERIALIZED (
  SELECT w.id FROM hookline.worker w
  WHERE w.seen_at <= ${TIMEOUT_AGO}
    AND EXISTS (SELECT 1 FROM hookline.worker own WHERE own.id = $3::bigint
      AND own.seen_at > ${TIMEOUT_AGO} AND own.steady_since <= ${TIMEOUT_AGO})
  FOR UPDATE OF w SKIP LOCKED
), ended AS (
  DELETE FROM hookline.worker w USING silent s WHERE w.id = s.id
  RETURNING w.id
), dead AS (
  SELECT id AS owner FROM ended
  UNION ALL
  SELECT o.owner FROM owners o
  WHERE o.owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM hookline.worker w WHERE w.id = o.owner)
), orphans AS (
  SELECT d.id FROM hookline.delivery d
  WHERE d.owner = ANY (ARRAY(SELECT owner FROM dead))
  ORDER BY d.owner
  LIMIT $2::int
  FOR UPDATE SKIP LOCKED
), freed AS (
  UPDATE hookline.delivery d SET owner = NULL, completed_at = ${END_IF_CANCELLED} FROM orphans WHERE d.id = orphans.id
  RETURNING d.id, d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
), counted AS (
${countEnded('freed')}
)
SELECT id FROM freed`,
};
