import type { Statement } from '../../storage/database';

/** A column with values that the key ring sealed. The names are ours: they go into SQL as they are. */
interface SealedColumn {
  table: 'endpoint' | 'endpoint_secret';
  column: string;
  /** Column of the endpoint's id, which the values are bound to. */
  endpoint: string;
}

const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'endpoint', column: 'sealed_headers', endpoint: 'id' },
  { table: 'endpoint', column: 'sealed_credentials', endpoint: 'id' },
  { table: 'endpoint_secret', column: 'sealed_secret', endpoint: 'endpoint_id' },
];

/** One sealed value. Ids are stored uuids. */
export interface SealedValueRow {
  id: string;
  endpoint_id: string;
  sealed: string;
}

/** How the sealed values of one column are read and replaced. */
export interface SealedValues {
  /** The first `$2` values whose row's id is above `$1` (`null` for the first of all). */
  select: Statement;
  /**
   * Replaces value `$2` of each row `$1` by `$3`, unless it is another by now. Answers the rows that were.
   * Locks them in the order of their ids, as whoever else takes many of them does: no two wait for each other.
   */
  replace: Statement;
}

/** Every column that the key ring seals. */
export const SEALED_VALUES: readonly SealedValues[] = SEALED_COLUMNS.map(
  ({ table, column, endpoint }) => ({
    select: {
      name: `hookline_select_${column}`,
      text: `
SELECT id, ${endpoint} AS endpoint_id, ${column} AS sealed FROM hookline.${table}
WHERE ${column} IS NOT NULL AND ($1::uuid IS NULL OR id > $1)
ORDER BY id LIMIT $2`,
    },
    replace: {
      name: `hookline_replace_${column}`,
      text: `
WITH locked AS (
  SELECT t.id, new.sealed FROM hookline.${table} t
  JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS new (id, old, sealed)
    ON t.id = new.id AND t.${column} = new.old
  ORDER BY t.id FOR NO KEY UPDATE OF t
)
UPDATE hookline.${table} t SET ${column} = locked.sealed FROM locked WHERE t.id = locked.id
RETURNING t.id`,
    },
  }),
);
