import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type IdKind, type PageQuery } from './page';

/**
 * Narrows a query to one page, newest first, plus one row.
 * @param alias the table's alias in the query
 * @param time the property that the list is ordered by, `id` deciding between equals
 * @param kind what the ids are
 */
export function newestFirst<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  alias: string,
  time: Extract<keyof Row, string>,
  { cursor, limit }: PageQuery,
  kind: IdKind = 'uuid',
): SelectQueryBuilder<Row> {
  if (cursor !== undefined) {
    const { at, id } = decodeCursor(cursor, kind);
    query.andWhere(`(${alias}.${time}, ${alias}.id) < (:at, :id::${kind})`, { at, id });
  }
  return query
    .orderBy(`${alias}.${time}`, 'DESC')
    .addOrderBy(`${alias}.id`, 'DESC')
    .limit(limit + 1);
}
