import type { QueryResultRow } from 'pg';
import type { Statement } from '../database';

/**
 * Whether anybody but tenant `$1` has events created after clock time `$2` in ms, among the newest 1,000: that
 * many are read in a millisecond or two, however long the history is.
 */
export const SELECT_OTHERS: Statement = {
  name: 'hookline_select_others',
  text: `
SELECT EXISTS (
  SELECT FROM (SELECT tenant_id, created_at FROM hookline.event ORDER BY id DESC LIMIT 1000) newest
  WHERE tenant_id <> $1::text AND created_at > to_timestamp($2::float8 / 1000.0)
) AS found`,
};

export interface OthersRow extends QueryResultRow {
  found: boolean;
}
