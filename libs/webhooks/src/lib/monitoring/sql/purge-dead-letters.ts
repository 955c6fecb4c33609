import type { Query } from './walk-deliveries';

/** Deletes those of the deliveries (stored uuids) that are dead letters. Answers their ids. */
export function deleteDeadLetters(tenantId: string, ids: readonly string[]): Query {
  return {
    text: `
WITH gone AS (
  DELETE FROM hookline.delivery d USING unnest($2::uuid[]) AS n (id)
  WHERE d.id = n.id AND d.tenant_id = $1 AND d.status = 'dead_letter'
  RETURNING d.id
)
SELECT id FROM gone`,
    values: [tenantId, ids],
  };
}

/**
 * Deletes the attempts of deliveries (stored uuids). That they have numbers tells a planner without
 * statistics that there are few, so that it takes the primary key.
 */
export function deleteAttempts(ids: readonly string[]): Query {
  return {
    text: `
DELETE FROM hookline.attempt WHERE delivery_id = ANY ($1::uuid[]) AND number > 0 AND number <= 32767`,
    values: [ids],
  };
}
