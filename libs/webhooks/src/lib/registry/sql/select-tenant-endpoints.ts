import type { EventFilter } from '@hookline/contracts';
import type { Statement } from '../../storage/database';
import { LANE_COLUMNS, type LaneRow } from './lane-columns';

/** Active endpoints, none of which still has to be verified, of tenant `$1`, as matching needs them. */
export const SELECT_TENANT_ENDPOINTS: Statement = {
  name: 'hookline_select_tenant_endpoints',
  text: `
SELECT e.id, e.events, e.filter, ${LANE_COLUMNS} FROM hookline.endpoint e
WHERE e.tenant_id = $1 AND e.active AND e.verification <> 'pending' AND e.deleted_at IS NULL
ORDER BY e.id`,
};

/** A row of {@link SELECT_TENANT_ENDPOINTS}. */
export interface TenantEndpointRow extends LaneRow {
  id: string;
  events: string[];
  filter: EventFilter | null;
}
