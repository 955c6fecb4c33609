import type { Statement } from '../../storage/database';

/** Switches endpoint `$1` off as gone, at `$2` (clock time in ms). Answers its tenant, or no row when it is already so. */
export const MARK_ENDPOINT_GONE: Statement = {
  name: 'hookline_mark_endpoint_gone',
  text: `
UPDATE hookline.endpoint SET
  active = false,
  disabled_reason = 'gone',
  disabled_at = to_timestamp($2::float8 / 1000.0),
  updated_at = to_timestamp($2::float8 / 1000.0)
WHERE id = $1 AND deleted_at IS NULL AND (active OR disabled_reason IS DISTINCT FROM 'gone')
RETURNING tenant_id`,
};
