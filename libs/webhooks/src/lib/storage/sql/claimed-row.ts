import type { DeliveryTrigger } from '@hookline/contracts';
import type { DueDelivery } from '../due-delivery';

/** What a claim's `UPDATE` of `hookline.delivery d` returns, to be read by {@link SELECT_CLAIMED}. */
export const CLAIMED_COLUMNS = `
  d.id, d.event_id, d.endpoint_id, d.tenant_id, d.event_type, d.trigger, d.priority, d.attempts, d.owner,
  d.hold IS NOT NULL AS drained, extract(epoch FROM d.created_at)::float8 * 1000 AS created_at,
  extract(epoch FROM d.expires_at)::float8 * 1000 AS expires_at`;

/** Answers what the CTE `claimed` took. The body of an event comes with the first of its deliveries only. */
export const SELECT_CLAIMED = `
SELECT c.*, CASE WHEN row_number() OVER (PARTITION BY c.event_id ORDER BY c.id) = 1 THEN e.body END AS body
FROM claimed c JOIN hookline.event e ON e.id = c.event_id`;

/** A row of a claim. */
export interface ClaimedRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  tenant_id: string;
  event_type: string;
  trigger: DeliveryTrigger;
  priority: number;
  attempts: number;
  owner: string;
  drained: boolean;
  created_at: number;
  expires_at: number | null;
  /** `null` when another row of the same event has it. */
  body: string | null;
}

const EMPTY = Buffer.alloc(0);

/** Claimed rows as the rest of the house knows them. */
export function toDueDeliveries(rows: readonly ClaimedRow[]): DueDelivery[] {
  const bodies = new Map<string, Buffer>();
  for (const { event_id: eventId, body } of rows) {
    if (body !== null) bodies.set(eventId, Buffer.from(body));
  }
  return rows.map((row) => ({
    id: row.id,
    eventId: row.event_id,
    endpointId: row.endpoint_id,
    tenantId: row.tenant_id,
    eventType: row.event_type,
    trigger: row.trigger,
    priority: row.priority,
    attempts: row.attempts,
    owner: row.owner,
    drained: row.drained,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    body: bodies.get(row.event_id) ?? EMPTY,
  }));
}
