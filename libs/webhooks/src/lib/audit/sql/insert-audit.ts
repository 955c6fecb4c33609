import type { Statement } from '../../storage/database';

/** Adds entry `$1` to the audit trail of tenant `$2`, at `$9` (clock time in ms). */
export const INSERT_AUDIT: Statement = {
  name: 'hookline_insert_audit',
  text: `
INSERT INTO hookline.audit (id, tenant_id, actor_type, actor_id, action, resource_id, before, after, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, to_timestamp($9::float8 / 1000.0))`,
};
