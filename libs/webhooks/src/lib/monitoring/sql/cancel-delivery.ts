import { countEnded } from '../../storage/sql/count-outcomes';
import type { Query } from './walk-deliveries';

/**
 * Cancels a live delivery (stored uuid) at a clock time in ms. One that nobody owns is final at once.
 * One that a process owns keeps its owner, and with it the right to record what comes of the attempt
 * that may be under way; whoever takes the owner off it makes it final. Answers its id.
 */
export function cancelDelivery(tenantId: string, id: string, now: number): Query {
  return {
    text: `
WITH cancelled AS (
  UPDATE hookline.delivery d SET
    status = 'cancelled',
    hold = NULL,
    due_at = to_timestamp($3::float8 / 1000.0),
    completed_at = CASE WHEN d.owner IS NULL THEN to_timestamp($3::float8 / 1000.0) END
  WHERE d.id = $2::uuid AND d.tenant_id = $1 AND d.completed_at IS NULL
  RETURNING d.id, d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
), counted AS (
${countEnded('cancelled')}
)
SELECT id FROM cancelled`,
    values: [tenantId, id, now],
  };
}
