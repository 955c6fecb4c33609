import type { Statement } from '../database';

/** Ids of the deliveries that owner `$1` has in Postgres. */
export const SELECT_OWNED: Statement = {
  name: 'hookline_select_owned',
  text: `SELECT id FROM hookline.delivery WHERE owner = $1::bigint`,
};
