import type { EventFilter } from '@hookline/contracts';
import type { Statement } from '../../storage/database';

/** Active endpoints of tenants `$1` of which some pattern is of notices; none other can have one. */
export const SELECT_NOTIFIED: Statement = {
  name: 'hookline_select_notified',
  text: `
SELECT id, tenant_id, events, filter FROM hookline.endpoint
WHERE tenant_id = ANY ($1::text[]) AND active AND verification <> 'pending' AND deleted_at IS NULL
  AND EXISTS (SELECT 1 FROM unnest(events) AS pattern WHERE starts_with(pattern, 'hookline.'))
ORDER BY id`,
};

/** A row of {@link SELECT_NOTIFIED}. */
export interface NotifiedRow {
  id: string;
  tenant_id: string;
  events: string[];
  filter: EventFilter | null;
}
