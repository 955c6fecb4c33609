import type { Statement } from '../database';

/** The event that an idempotency key stands for, with the deliveries that its publish made. */
export const SELECT_IDEMPOTENCY_KEY: Statement = {
  name: 'hookline_select_idempotency_key',
  text: `
SELECT k.event_id, k.fingerprint,
  ARRAY(SELECT d.id::text FROM hookline.delivery d WHERE d.event_id = k.event_id AND d.trigger = 'publish' ORDER BY d.id) AS delivery_ids
FROM hookline.idempotency_key k
WHERE k.tenant_id = $1::text AND k.key = $2::text`,
};

/** A row of {@link SELECT_IDEMPOTENCY_KEY}. */
export interface IdempotencyKeyRow {
  event_id: string;
  fingerprint: string;
  delivery_ids: string[];
}
