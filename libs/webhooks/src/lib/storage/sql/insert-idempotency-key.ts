import type { Statement } from '../database';

/**
 * Claims an idempotency key for an event: a row when it was free. A transaction that holds the same
 * key uncommitted is waited for.
 */
export const INSERT_IDEMPOTENCY_KEY: Statement = {
  name: 'hookline_insert_idempotency_key',
  text: `
INSERT INTO hookline.idempotency_key (tenant_id, key, event_id, fingerprint, created_at)
VALUES ($1::text, $2::text, $3::uuid, $4::text, to_timestamp($5::float8 / 1000.0))
ON CONFLICT (tenant_id, key) DO NOTHING
RETURNING event_id`,
};

/** A row of {@link INSERT_IDEMPOTENCY_KEY}. */
export interface InsertedKeyRow {
  event_id: string;
}
