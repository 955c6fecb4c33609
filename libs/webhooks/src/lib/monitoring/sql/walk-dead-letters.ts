import type { Query } from './walk-deliveries';

/** A dead letter of any tenant. */
export interface DeadLetterRow {
  id: string;
  tenantId: string;
  /** Whether nobody has repeated it, and it is no test. */
  unretried: boolean;
}

/** The newest `limit` dead letters of all tenants, from before an id (stored uuid) on. */
export function walkDeadLetters(before: string | undefined, limit: number): Query {
  return {
    text: `
SELECT id, tenant_id AS "tenantId", retried_by IS NULL AND trigger <> 'test' AS unretried FROM hookline.delivery
WHERE status = 'dead_letter' AND id < coalesce($1::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
ORDER BY id DESC LIMIT $2::int`,
    values: [before ?? null, limit],
  };
}
