import type { ApiScope } from '@hookline/contracts';
import type { Statement } from '../../storage/database';

/**
 * The key whose hash is `$1`, and at `$2` (clock time in ms) its use. That is written once a minute:
 * of many requests at once the first one writes, the others find it done. An expired key is told of,
 * and not used.
 */
export const AUTHENTICATE_API_KEY: Statement = {
  name: 'hookline_authenticate_api_key',
  text: `
WITH clock AS (SELECT to_timestamp($2::float8 / 1000.0) AS now),
found AS (
  SELECT id, tenant_id, scopes, coalesce(expires_at <= clock.now, false) AS expired
  FROM hookline.api_key, clock WHERE hash = $1
),
used AS (
  UPDATE hookline.api_key k SET last_used_at = clock.now FROM found, clock
  WHERE k.id = found.id AND NOT found.expired
    AND (k.last_used_at IS NULL OR k.last_used_at <= clock.now - interval '1 minute')
)
SELECT id, tenant_id, scopes, expired FROM found`,
};

/** A row of {@link AUTHENTICATE_API_KEY}. */
export interface AuthenticatedKeyRow {
  id: string;
  tenant_id: string;
  scopes: ApiScope[];
  expired: boolean;
}
