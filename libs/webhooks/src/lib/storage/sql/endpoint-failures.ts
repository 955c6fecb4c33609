import type { DeadLetterReason } from '@hookline/contracts';
import type { Statement } from '../database';
import { IS_NO_NOTICE, ms, tallyAttempts, type TallyRow } from './tally-attempts';

/**
 * Writes the failures of endpoints `$1` down: since `$2`, until `$3`, `$4` attempts, told of at `$5`, where
 * before they were known since `$6`, or not when that is null. Whoever was forgotten meanwhile, because
 * somebody switched the endpoint on or deleted it, stays so. Answers which were written. Times are clock times in ms.
 */
export const SAVE_FAILURES: Statement = {
  name: 'hookline_save_failures',
  text: `
WITH known AS (
  SELECT * FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[])
    AS k (endpoint_id, since, last_at, attempts, noticed_at, was_since)
), changed AS (
  UPDATE hookline.endpoint_failure f SET
    since = to_timestamp(k.since / 1000.0), last_at = to_timestamp(k.last_at / 1000.0), attempts = k.attempts,
    noticed_at = to_timestamp(k.noticed_at / 1000.0)
  FROM known k WHERE f.endpoint_id = k.endpoint_id AND k.was_since IS NOT NULL
  RETURNING f.endpoint_id
), added AS (
  INSERT INTO hookline.endpoint_failure (endpoint_id, since, last_at, attempts, noticed_at)
  SELECT endpoint_id, to_timestamp(since / 1000.0), to_timestamp(last_at / 1000.0), attempts,
    to_timestamp(noticed_at / 1000.0)
  FROM known k WHERE was_since IS NULL
    AND EXISTS (SELECT 1 FROM hookline.endpoint e WHERE e.id = k.endpoint_id AND e.deleted_at IS NULL)
  ON CONFLICT DO NOTHING
  RETURNING endpoint_id
)
SELECT endpoint_id FROM changed UNION ALL SELECT endpoint_id FROM added`,
};

/** Forgets the failures of endpoints `$1`: an attempt succeeded, or somebody wants it tried anew. Answers whose. */
export const FORGET_FAILURES: Statement = {
  name: 'hookline_forget_failures',
  text: `DELETE FROM hookline.endpoint_failure WHERE endpoint_id = ANY ($1::uuid[]) RETURNING endpoint_id`,
};

/**
 * What is known of the failures of endpoint `$1`, and what has been tried since that was written: one
 * row each, of which either may be missing.
 */
export const SELECT_FAILURES: Statement = {
  name: 'hookline_select_failures',
  text: `
SELECT 'known' AS part, NULL::float8 AS success_at, ${ms('since')} AS since, ${ms('last_at')} AS last_at,
  attempts::float8 AS attempts
FROM hookline.endpoint_failure WHERE endpoint_id = $1::uuid
UNION ALL
SELECT 'new', success_at, since, last_at, attempts
FROM (${tallyAttempts('(SELECT * FROM hookline.rollup_entry WHERE endpoint_id = $1::uuid) own')}) t`,
};

/** A row of {@link SELECT_FAILURES}. */
export interface FailuresRow extends Pick<
  TallyRow,
  'success_at' | 'since' | 'last_at' | 'attempts'
> {
  part: 'known' | 'new';
}

/** Most dead letters that one notice names, and all notices of one time together. */
const MOST_NAMED = 100;
const MOST_NAMED_TOGETHER = 10_000;

/** The newest dead letters of endpoints `$1` that ended from `$2` to `$3` (clock times in ms) each. */
export const SELECT_DEAD_LETTERED: Statement = {
  name: 'hookline_select_dead_lettered',
  text: `
SELECT d.*
FROM unnest($1::uuid[], $2::float8[], $3::float8[]) AS e (id, since, until) CROSS JOIN LATERAL (
  SELECT id, endpoint_id, event_id, event_type, dead_letter_reason AS reason, attempts, completed_at
  FROM hookline.delivery
  WHERE endpoint_id = e.id AND status = 'dead_letter' AND trigger <> 'test' AND ${IS_NO_NOTICE}
    AND completed_at >= to_timestamp(e.since / 1000.0) - interval '1 ms'
    AND completed_at <= to_timestamp(e.until / 1000.0) + interval '1 ms'
  ORDER BY completed_at DESC
  LIMIT ${MOST_NAMED}
) d
LIMIT ${MOST_NAMED_TOGETHER}`,
};

/** A row of {@link SELECT_DEAD_LETTERED}. */
export interface DeadLetteredRow {
  id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  reason: DeadLetterReason;
  attempts: number;
  completed_at: Date;
}
