import type { Statement } from '../database';

/** Lets Postgres give up each further statement of this transaction after `$1` milliseconds. */
export const LIMIT_STATEMENTS: Statement = {
  name: 'hookline_limit_statements',
  text: `SELECT set_config('statement_timeout', $1::text, true)`,
};
