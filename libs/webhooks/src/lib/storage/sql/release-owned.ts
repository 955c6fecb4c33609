import type { Statement } from '../database';

/** Frees deliveries `$2` that owner `$1` has in Postgres and nowhere else. */
export const RELEASE_OWNED: Statement = {
  name: 'hookline_release_owned',
  text: `
UPDATE hookline.delivery SET owner = NULL
WHERE id = ANY ($2::uuid[]) AND owner = $1::bigint AND completed_at IS NULL`,
};
