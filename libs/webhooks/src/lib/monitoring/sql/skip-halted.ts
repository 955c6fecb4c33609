import type { Query } from './walk-deliveries';

/** Lets the line go on that waits behind a dead letter (stored uuid). Answers its id, if one did. */
export function skipHalted(tenantId: string, id: string): Query {
  return {
    text: `
UPDATE hookline.delivery SET hold = NULL WHERE id = $2::uuid AND tenant_id = $1 AND hold = 'halted' RETURNING id`,
    values: [tenantId, id],
  };
}
