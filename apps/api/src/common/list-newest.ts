import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type PageQuery } from './page';

/**
 * Narrows a query to one page, newest first, plus one row.
 * @param alias the table's alias in the query
 * @param time the property that the list is ordered by, `id` deciding between equals
 */
export function newestFirst<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  alias: string,
  time: Extract<keyof Row, string>,
  { cursor, limit }: PageQuery,
): SelectQueryBuilder<Row> {
  if (cursor !== undefined) {
    const { at, id } = decodeCursor(cursor);
    query.andWhere(`(${alias}.${time}, ${alias}.id) < (:at, :id::uuid)`, { at, id });
  }
  return query
    .orderBy(`${alias}.${time}`, 'DESC')
    .addOrderBy(`${alias}.id`, 'DESC')
    .limit(limit + 1);
}
