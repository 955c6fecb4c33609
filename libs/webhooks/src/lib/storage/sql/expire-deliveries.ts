import type { Statement } from '../database';
import { countEnded } from './count-outcomes';

/**
 * Ends deliveries as `expired` whose time was over at `$1` (clock time in ms) and that nobody owns, held
 * ones too, at most `$2`. What somebody owns is judged by its owner. Answers how many.
 */
export const EXPIRE_DELIVERIES: Statement = {
  name: 'hookline_expire_deliveries',
  text: `
WITH late AS (
  SELECT id FROM hookline.delivery
  WHERE expires_at IS NOT NULL AND expires_at <= to_timestamp($1::float8 / 1000.0) AND completed_at IS NULL
    AND owner IS NULL
  ORDER BY expires_at
  LIMIT $2::int
  FOR UPDATE SKIP LOCKED
), expired AS (
  UPDATE hookline.delivery d SET
    status = 'dead_letter', dead_letter_reason = 'expired', hold = NULL,
    completed_at = to_timestamp($1::float8 / 1000.0)
  FROM late WHERE d.id = late.id
  RETURNING d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
), counted AS (
${countEnded('expired')}
)
SELECT count(*)::int AS expired FROM expired`,
};

/** The row of {@link EXPIRE_DELIVERIES}. */
export interface ExpiredRow {
  expired: number;
}
