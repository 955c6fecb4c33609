import type { Statement } from '../database';

/** Whether a transaction that begins now could write nothing. */
export const SELECT_READ_ONLY: Statement = {
  name: 'hookline_select_read_only',
  text: `SELECT current_setting('transaction_read_only')::boolean AS read_only`,
};
