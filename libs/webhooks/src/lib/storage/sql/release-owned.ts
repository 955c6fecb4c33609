import type { Statement } from '../database';
import { IS_LIVE, isOwnedBy } from './by-primary-key';

/**
 * Frees deliveries `$2` that owner `$1` has in Postgres and nowhere else. `$3` are their attempts: one
 * that was recorded and claimed again meanwhile is left alone. On the limit, see `RECORD_ATTEMPTS`.
 */
export const RELEASE_OWNED: Statement = {
  name: 'hookline_release_owned',
  text: `
WITH lost AS (
  SELECT * FROM unnest($2::uuid[], $3::smallint[]) AS l (id, attempts) LIMIT cardinality($2::uuid[])
)
UPDATE hookline.delivery d SET owner = NULL
FROM lost l
WHERE d.id = l.id AND d.attempts = l.attempts AND ${isOwnedBy('$1::bigint')} AND ${IS_LIVE}`,
};
