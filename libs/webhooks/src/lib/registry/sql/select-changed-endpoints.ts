import type { Statement } from '../../storage/database';

/**
 * Endpoints whose last change was not yet finished at the snapshot whose xmin is `$1`, and the xmin
 * of this statement's own snapshot, for the next time. One row with null columns when nothing
 * changed; with `$1` null, nothing is looked for. The upper bound leaves out the rows of a dump that
 * was restored from a cluster which was further ahead.
 */
export const SELECT_CHANGED_ENDPOINTS: Statement = {
  name: 'hookline_select_changed_endpoints',
  text: `
SELECT pg_snapshot_xmin(s.snapshot)::text AS xmin, e.id, e.tenant_id, e.revision::text AS revision
FROM (SELECT pg_current_snapshot() AS snapshot) s
LEFT JOIN hookline.endpoint e
  ON e.revision >= $1::xid8 AND e.revision < pg_snapshot_xmax(s.snapshot)`,
};

/** A row of {@link SELECT_CHANGED_ENDPOINTS}. */
export type ChangedEndpointRow =
  | { xmin: string; id: string; tenant_id: string; revision: string }
  | { xmin: string; id: null; tenant_id: null; revision: null };
