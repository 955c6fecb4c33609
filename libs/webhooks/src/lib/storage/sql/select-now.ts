import type { Statement } from '../database';

/** The database's time, in ms since 1970. */
export const SELECT_NOW: Statement = {
  name: 'hookline_select_now',
  text: `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`,
};
