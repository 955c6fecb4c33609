import type { Statement } from '../../storage/database';

/** Locks endpoints `$1`, so that nobody switches them on or off until the transaction ends. */
export const LOCK_ENDPOINTS: Statement = {
  name: 'hookline_lock_endpoints',
  text: 'SELECT id FROM hookline.endpoint WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE',
};

/**
 * Switches endpoint `$1` off at `$2` because it fails since `$3` (clock times in ms), unless it is off, or
 * the counts know of a success since then. Answers its tenant, or no row.
 */
export const DISABLE_FAILING: Statement = {
  name: 'hookline_disable_failing',
  text: `
UPDATE hookline.endpoint e SET
  active = false,
  disabled_reason = 'failing',
  disabled_at = to_timestamp($2::float8 / 1000.0),
  updated_at = to_timestamp($2::float8 / 1000.0)
WHERE e.id = $1::uuid AND e.active AND e.deleted_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM hookline.rollup r
  WHERE r.endpoint_id = $1::uuid AND r.hour >= floor($3::float8 / 3600000)::int AND r.outcome = 'delivered'
    AND r.last_at > to_timestamp($3::float8 / 1000.0) AND r.event_type NOT LIKE 'hookline.%'
) AND NOT EXISTS (
  SELECT 1 FROM hookline.rollup_entry r
  WHERE r.endpoint_id = $1::uuid AND r.outcome = 'delivered' AND r.last_at > to_timestamp($3::float8 / 1000.0)
    AND r.event_type NOT LIKE 'hookline.%'
)
RETURNING e.tenant_id`,
};
