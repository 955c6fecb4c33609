import type { Statement } from '../../storage/database';

/** Active endpoints of tenant `$1`, as matching needs them. */
export const SELECT_TENANT_ENDPOINTS: Statement = {
  name: 'hookline_select_tenant_endpoints',
  text: `
SELECT id, events FROM hookline.endpoint
WHERE tenant_id = $1 AND active AND deleted_at IS NULL
ORDER BY id`,
};

/** A row of {@link SELECT_TENANT_ENDPOINTS}. */
export interface TenantEndpointRow {
  id: string;
  events: string[];
}
