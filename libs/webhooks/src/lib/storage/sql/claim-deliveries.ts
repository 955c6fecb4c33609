import type { Statement } from '../database';
import { IS_LIVE } from './by-primary-key';
import { CLAIMED_COLUMNS, SELECT_CLAIMED } from './claimed-row';

/**
 * Takes ownership of new deliveries by id: `$1` owner, `$2` ids, `$3` endpoints that have no room in
 * this process, `$4` at most so many. Only what nobody has tried yet: a wake-up that comes late may
 * not send a retry before its time. For a row that somebody else is claiming it waits, and
 * finds it owned: hardly ever, and cheaper than to lock each row beforehand. On the limit, see
 * `RECORD_ATTEMPTS`; that `attempts` is compared across the join serves the same end.
 */
export const CLAIM_DELIVERIES: Statement = {
  name: 'hookline_claim_deliveries',
  text: `
WITH named AS (
  SELECT id, 0 AS attempts FROM unnest($2::uuid[]) AS id LIMIT least($4::int, cardinality($2::uuid[]))
), claimed AS (
  UPDATE hookline.delivery d SET owner = $1::bigint
  FROM named n
  WHERE d.id = n.id AND ${IS_LIVE} AND d.owner IS NULL AND d.hold IS NULL
    AND d.attempts = n.attempts AND d.endpoint_id <> ALL ($3::uuid[])
  RETURNING ${CLAIMED_COLUMNS}
)
${SELECT_CLAIMED}`,
};
