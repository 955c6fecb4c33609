import type { DeliveryTrigger } from '@hookline/contracts';
import type { DueDelivery } from '../due-delivery';

/** What both claims return, aliased `d` (delivery) and `e` (event). */
export const CLAIMED_COLUMNS = `
  d.id, d.event_id, d.endpoint_id, d.tenant_id, d.event_type, d.trigger, d.priority, d.attempts, d.owner, e.body,
  extract(epoch FROM d.created_at)::float8 * 1000 AS created_at`;

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
  body: string;
  created_at: number;
}

/** A claimed row as the rest of the house knows it. */
export function toDueDelivery(row: ClaimedRow): DueDelivery {
  return {
    id: row.id,
    eventId: row.event_id,
    endpointId: row.endpoint_id,
    tenantId: row.tenant_id,
    eventType: row.event_type,
    trigger: row.trigger,
    priority: row.priority,
    attempts: row.attempts,
    owner: row.owner,
    body: row.body,
    createdAt: row.created_at,
  };
}
