import type { Statement } from '../database';
import { BACKLOG_LIMIT } from './select-backlog';

/**
 * What waits for the endpoints of tenant `$1`, or for `$2` alone, by status: live, and owned by nobody.
 * Counts no more than {@link BACKLOG_LIMIT} in all.
 */
export const SELECT_WAITING: Statement = {
  name: 'hookline_select_waiting',
  text: `
SELECT status, count(*)::int AS count
FROM (
  SELECT d.status
  FROM hookline.endpoint e CROSS JOIN LATERAL (
    SELECT status FROM hookline.delivery
    WHERE endpoint_id = e.id AND completed_at IS NULL AND owner IS NULL
    LIMIT ${BACKLOG_LIMIT}
  ) d
  WHERE e.tenant_id = $1 AND e.deleted_at IS NULL AND ($2::uuid IS NULL OR e.id = $2::uuid)
  LIMIT ${BACKLOG_LIMIT}
) waiting
GROUP BY status`,
};

/** A row of {@link SELECT_WAITING}. */
export interface WaitingRow {
  status: 'pending' | 'retrying';
  count: number;
}
