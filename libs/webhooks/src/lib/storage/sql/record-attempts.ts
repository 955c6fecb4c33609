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
import { countAttempts } from './count-outcomes';

/**
 * Writes attempts and moves their deliveries on, fenced by owner: a delivery that was taken over is
 * left alone, and so is its history. One that was cancelled meanwhile ends with this attempt. Answers
 * the ids that were recorded.
 *
 * The limit cuts nothing off. The plan is made once for a connection, perhaps while the table is
 * empty, and would then read all of the table for ever: a limit that is not known beforehand makes
 * the planner expect few rows, and take the primary key. The attempts come from what the update
 * returns for the same reason: a join would be planned for few rows, too. So do the counts: what is
 * counted is what was recorded, neither more nor less. The arrays are unnested among the columns, as
 * `INSERT_EVENTS` does it.
 */
export const RECORD_ATTEMPTS: Statement = {
  name: 'hookline_record_attempts',
  text: `
WITH made AS (
  SELECT unnest($1::uuid[]) AS id, unnest($2::bigint[]) AS owner, unnest($3::smallint[]) AS number,
    unnest($4::float8[]) AS started_at, unnest($5::int[]) AS duration_ms, unnest($6::smallint[]) AS status,
    unnest($7::text[]) AS response_headers, unnest($8::text[]) AS response_body, unnest($9::text[]) AS address,
    unnest($10::text[]) AS error_code, unnest($11::text[]) AS error_message, unnest($12::boolean[]) AS retryable,
    unnest($13::text[]) AS next_status, unnest($14::text[]) AS reason, unnest($15::float8[]) AS due_at,
    unnest($16::boolean[]) AS halts
  LIMIT cardinality($1::uuid[])
), moved AS (
  UPDATE hookline.delivery d SET
    owner = NULL,
    status = CASE WHEN d.status = 'cancelled' AND m.next_status <> 'delivered' THEN d.status ELSE m.next_status END,
    attempts = m.number,
    dead_letter_reason = CASE WHEN d.status <> 'cancelled' THEN m.reason END,
    hold = CASE WHEN m.halts AND d.status <> 'cancelled' THEN 'halted' WHEN m.next_status = 'retrying' THEN d.hold END,
    due_at = coalesce(to_timestamp(m.due_at / 1000.0), d.due_at),
    last_attempt_at = to_timestamp(m.started_at / 1000.0),
    completed_at = CASE WHEN m.next_status <> 'retrying' OR d.status = 'cancelled' THEN to_timestamp((m.started_at + m.duration_ms) / 1000.0) END
  FROM made m
  WHERE d.id = m.id AND ${isOwnedBy('m.owner')} AND ${IS_LIVE}
  RETURNING m.*, d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status AS outcome
), logged AS (
INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, status, response_headers, response_body,
  address, error_code, error_message, retryable)
SELECT id, number, to_timestamp(started_at / 1000.0), duration_ms, status, response_headers::jsonb,
  response_body, address, error_code, error_message, retryable
FROM moved
ON CONFLICT DO NOTHING
), counted AS (
${countAttempts('moved')}
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
    booleanArray(records.map(({ next }) => next.status === 'dead_letter' && next.halts)),
  ];
}
