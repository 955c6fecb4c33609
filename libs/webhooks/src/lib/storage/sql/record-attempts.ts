import type { AttemptRecord } from '../attempt-record';
import type { Statement } from '../database';

/**
 * Writes attempts and moves their deliveries on, fenced by owner: a delivery that was taken over is
 * left alone, and so is its history. Answers the ids that were recorded.
 */
export const RECORD_ATTEMPTS: Statement = {
  name: 'hookline_record_attempts',
  text: `
WITH made AS (
  SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::float8[], $5::int[], $6::smallint[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::boolean[], $13::text[], $14::text[], $15::float8[])
    AS m (id, owner, number, started_at, duration_ms, status, response_headers, response_body, address, error_code,
      error_message, retryable, next_status, reason, due_at)
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
  WHERE d.id = m.id AND d.owner = m.owner AND d.completed_at IS NULL
  RETURNING d.id
), logged AS (
INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, status, response_headers, response_body,
  address, error_code, error_message, retryable)
SELECT m.id, m.number, to_timestamp(m.started_at / 1000.0), m.duration_ms, m.status, m.response_headers::jsonb,
  m.response_body, m.address, m.error_code, m.error_message, m.retryable
FROM made m JOIN moved USING (id)
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
    records.map(({ delivery }) => delivery.id),
    records.map(({ delivery }) => delivery.owner),
    records.map(({ number }) => number),
    records.map(({ startedAt }) => startedAt),
    records.map(({ durationMs }) => durationMs),
    records.map(({ status }) => status),
    records.map(({ responseHeaders }) => responseHeaders && JSON.stringify(responseHeaders)),
    records.map(({ responseBody }) => responseBody),
    records.map(({ address }) => address),
    records.map(({ errorCode }) => errorCode),
    records.map(({ errorMessage }) => errorMessage),
    records.map(({ retryable }) => retryable),
    records.map(({ next }) => next.status),
    records.map(({ next }) => (next.status === 'dead_letter' ? next.reason : null)),
    records.map(({ next }) => (next.status === 'retrying' ? next.dueAt : null)),
  ];
}
