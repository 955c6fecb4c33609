import type { Statement } from '../database';
import { END_IF_CANCELLED, IS_LIVE, isOwnedBy } from './by-primary-key';
import { countEnded } from './count-outcomes';

/**
 * Frees deliveries `$2` that owner `$1` has in Postgres and nowhere else. `$3` are their attempts: one
 * that was recorded and claimed again meanwhile is left alone. On the limit, see `RECORD_ATTEMPTS`.
 */
export const RELEASE_OWNED: Statement = {
  name: 'hookline_release_owned',
  text: `
WITH lost AS (
  SELECT * FROM unnest($2::uuid[], $3::smallint[]) AS l (id, attempts) LIMIT cardinality($2::uuid[])
), freed AS (
  UPDATE hookline.delivery d SET owner = NULL, completed_at = ${END_IF_CANCELLED}
  FROM lost l
  WHERE d.id = l.id AND d.attempts = l.attempts AND ${isOwnedBy('$1::bigint')} AND ${IS_LIVE}
  RETURNING d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
)
${countEnded('freed')}`,
};
