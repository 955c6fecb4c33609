import type { Statement } from '../database';
import { ms, tallyAttempts, type TallyRow } from './tally-attempts';

/** Most entries that are folded at once: the more, the fewer rows are updated for them. */
export const FOLD_LIMIT = 20_000;

/**
 * Adds the oldest entries up in `rollup`, and removes them. Answers how many were folded, and of the
 * endpoints that something went wrong with, or had gone wrong before, what was tried, together with what
 * is known of their failures.
 */
export const FOLD_ROLLUPS: Statement = {
  name: 'hookline_fold_rollups',
  text: `
WITH taken AS (
  DELETE FROM hookline.rollup_entry
  WHERE id = ANY (ARRAY(SELECT id FROM hookline.rollup_entry ORDER BY id LIMIT ${FOLD_LIMIT} FOR UPDATE SKIP LOCKED))
  RETURNING *
), folded AS (
  INSERT INTO hookline.rollup AS r (tenant_id, hour, endpoint_id, event_type, outcome, status_class, bucket, count,
    duration_ms, first_at, last_at)
  SELECT tenant_id, hour, endpoint_id, event_type, outcome, status_class, bucket, sum(count), sum(duration_ms),
    min(first_at), max(last_at)
  FROM taken
  GROUP BY 1, 2, 3, 4, 5, 6, 7
  ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (tenant_id, hour, endpoint_id, event_type, outcome, status_class, bucket) DO UPDATE SET
    count = r.count + excluded.count,
    duration_ms = r.duration_ms + excluded.duration_ms,
    first_at = least(r.first_at, excluded.first_at),
    last_at = greatest(r.last_at, excluded.last_at)
)
SELECT (SELECT count(*)::int FROM taken) AS folded, coalesce(json_agg(t), '[]') AS endpoints
FROM (
  SELECT t.*, ${ms('f.since')} AS known_since, ${ms('f.last_at')} AS known_last_at,
    f.attempts::float8 AS known_attempts, ${ms('f.noticed_at')} AS noticed_at
  FROM (${tallyAttempts('taken')}) t LEFT JOIN hookline.endpoint_failure f ON f.endpoint_id = t.endpoint_id
  WHERE t.since IS NOT NULL OR t.dead_letters > 0 OR f.endpoint_id IS NOT NULL
  ORDER BY t.endpoint_id
) t`,
};

/** An endpoint that something went wrong with: what was tried now, and what is known from before. */
export interface TroubledRow extends TallyRow {
  known_since: number | null;
  known_last_at: number | null;
  known_attempts: number | null;
  noticed_at: number | null;
}

/** The row of {@link FOLD_ROLLUPS}. */
export interface FoldedRow {
  folded: number;
  endpoints: TroubledRow[];
}

/**
 * Lets one process at a time fold, until its transaction ends: what came first has to be told first. Who
 * comes second does not wait. The key is the bytes of "hofo".
 */
export const LOCK_FOLDING: Statement = {
  name: 'hookline_lock_folding',
  text: `SELECT pg_try_advisory_xact_lock(${0x686f666f}) AS locked`,
};
