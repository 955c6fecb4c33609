import type { Statement } from '../database';

/** The deliveries that owner `$1` has in Postgres. */
export const SELECT_OWNED: Statement = {
  name: 'hookline_select_owned',
  text: `SELECT id, attempts, status = 'cancelled' AS cancelled FROM hookline.delivery WHERE owner = $1::bigint`,
};

/** A row of {@link SELECT_OWNED}. */
export interface OwnedRow {
  id: string;
  attempts: number;
  /** Nobody wants it sent any more. */
  cancelled: boolean;
}
