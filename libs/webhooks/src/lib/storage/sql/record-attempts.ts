import type { AttemptRecord } from '../attempt-record';
import {
  bigintArray,
  booleanArray,
  float8Array,
  integerArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../binary-array';
import type { Statement } from '../database';
import { IS_LIVE, isOwnedBy } from './by-primary-key';

/**
 * Writes attempts and moves their deliveries on, fenced by owner: a delivery that was taken over is
 * left alone, and so is its history. Answers the ids that were recorded.
 *
 * The limit cuts nothing off. The plan is made once for a connection, perhaps while the table is
 * empty, and would then read all of the table for ever: a limit that is not known beforehand makes
 * the planner expect few rows, and take the primary key. The attempts come from what the update
 * returns for the same reason: a join would be planned for few rows, too.
 */
export const RECORD_ATTEMPTS: Statement = {
  name: 'hookline_record_attempts',
  text: `
WITH made AS (
  SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::float8[], $5::int[], $6::smallint[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::boolean[], $13::text[], $14::text[], $15::float8[])
    AS m (id, owner, number, started_at, duration_ms, status, response_headers, response_body, address, error_code,
      error_message, retryable, next_status, reason, due_at)
  LIMIT cardinality($1::uuid[])
), moved AS (
  UPDATE hookline.delivery d SET
    owner = NULL,
    status = m.next_status,
    attempts = m.number,
    dead_letter_reason = m.reason,
    due_at = coalesce(to_timestamp(m.due_at / 1000.0), d.due_at),
    last_attempt_at = to_timestamp(m.started_at / 1000.0),
    completed_at = CASE WHEN m.next_status <> 'retrying' THEN to_timestamp((m.started_at + m.duration_ms) / 1000.0) END
  FROM made m
  WHERE d.id = m.id AND ${isOwnedBy('m.owner')} AND ${IS_LIVE}
  RETURNING m.*
), logged AS (
INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, status, response_headers, response_body,
  address, error_code, error_message, retryable)
SELECT id, number, to_timestamp(started_at / 1000.0), duration_ms, status, response_headers::jsonb,
  response_body, address, error_code, error_message, retryable
FROM moved
ON CONFLICT DO NOTHING
)
SELECT id AS delivery_id FROM moved`,
};

/** A row of {@link RECORD_ATTEMPTS}. */
export interface RecordedRow {
  delivery_id: string;
}

/** The values of {@link RECORD_ATTEMPTS}. */
export function recordAttemptsValues(records: readonly AttemptRecord[]): unknown[] {
  return [
    uuidArray(records.map(({ delivery }) => delivery.id)),
    bigintArray(records.map(({ delivery }) => delivery.owner)),
    smallintArray(records.map(({ number }) => number)),
    float8Array(records.map(({ startedAt }) => startedAt)),
    integerArray(records.map(({ durationMs }) => durationMs)),
    smallintArray(records.map(({ status }) => status)),
    textArray(
      records.map(({ responseHeaders }) => responseHeaders && JSON.stringify(responseHeaders)),
    ),
    textArray(records.map(({ responseBody }) => responseBody)),
    textArray(records.map(({ address }) => address)),
    textArray(records.map(({ errorCode }) => errorCode)),
    textArray(records.map(({ errorMessage }) => errorMessage)),
    booleanArray(records.map(({ retryable }) => retryable)),
    textArray(records.map(({ next }) => next.status)),
    textArray(records.map(({ next }) => (next.status === 'dead_letter' ? next.reason : null))),
    float8Array(records.map(({ next }) => (next.status === 'retrying' ? next.dueAt : null))),
  ];
}
