import type { Statement } from '../database';

/**
 * Frees deliveries whose owner has been silent for `$1` milliseconds, at most `$2`. The distinct
 * owners come from a walk along the owner index, one step for each owner. Silence is judged by the
 * database's clock alone, and ends the life: its row goes first, so that a renewal that comes late
 * finds none. A row that is locked is being renewed, and is left alone.
 * The order of the orphans says nothing: it makes the planner take the owner index for them, too.
 */
export const RELEASE_ORPHANS: Statement = {
  name: 'hookline_release_orphans',
  text: `
WITH RECURSIVE owners AS (
  SELECT min(owner) AS owner FROM hookline.delivery WHERE owner IS NOT NULL
  UNION ALL
  SELECT (SELECT min(d.owner) FROM hookline.delivery d WHERE d.owner > o.owner) FROM owners o WHERE o.owner IS NOT NULL
), silent AS MATERIALIZED (
  SELECT w.id FROM hookline.worker w
  WHERE w.id IN (SELECT owner FROM owners)
    AND w.seen_at <= clock_timestamp() - make_interval(secs => $1::float8 / 1000.0)
  FOR UPDATE SKIP LOCKED
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
)
UPDATE hookline.delivery d SET owner = NULL FROM orphans WHERE d.id = orphans.id
RETURNING d.id`,
};
