import type { Statement } from '../database';

/** Every endpoint there is or was, with its tenant. */
export const SELECT_TENANT_ENDPOINT_IDS: Statement = {
  name: 'hookline_select_tenant_endpoint_ids',
  text: `SELECT tenant_id, array_agg(id::text) AS endpoint_ids FROM hookline.endpoint GROUP BY tenant_id`,
};

/** A row of {@link SELECT_TENANT_ENDPOINT_IDS}. */
export interface TenantEndpointIdsRow {
  tenant_id: string;
  endpoint_ids: string[];
}
