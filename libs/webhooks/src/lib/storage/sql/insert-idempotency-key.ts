import type { Statement } from '../database';

/** How long an idempotency key stands for its event, in hours. */
export const IDEMPOTENCY_KEY_HOURS = 24;

/**
 * Claims an idempotency key for an event: a row when it was free, or taken too long ago. A transaction that holds the same
 * key uncommitted is waited for.
 */
export const INSERT_IDEMPOTENCY_KEY: Statement = {
  name: 'hookline_insert_idempotency_key',
  text: `
INSERT INTO hookline.idempotency_key (tenant_id, key, event_id, fingerprint, created_at)
VALUES ($1::text, $2::text, $3::uuid, $4::text, to_timestamp($5::float8 / 1000.0))
ON CONFLICT (tenant_id, key) DO UPDATE
  SET event_id = excluded.event_id, fingerprint = excluded.fingerprint, created_at = excluded.created_at
  WHERE idempotency_key.created_at <= excluded.created_at - interval '${IDEMPOTENCY_KEY_HOURS} hours'
RETURNING event_id`,
};

/** A row of {@link INSERT_IDEMPOTENCY_KEY}. */
export interface InsertedKeyRow {
  event_id: string;
}
