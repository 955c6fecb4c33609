import type { Page } from '@hookline/contracts';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { decodeId, type IdPrefix } from '../common/ids';

/** Entries of a page unless the caller says otherwise. */
export const DEFAULT_PAGE_SIZE = 20;
/** Most entries of a page. */
export const MAX_PAGE_SIZE = 100;

/** Which page of a list is asked for. */
export interface PageQuery {
  cursor?: string;
  limit?: number;
}

/** The same, checked: the stored uuid before which the page begins, and its size. */
export interface Keyset {
  before: string | undefined;
  limit: number;
}

/**
 * Reads a page query; the cursor is the public id of the last entry seen.
 * @throws ValidationFailedError for a limit outside 1–100, IdInvalidError for a malformed cursor
 */
export function readPageQuery(prefix: IdPrefix, query: PageQuery): Keyset {
  const limit = query.limit ?? DEFAULT_PAGE_SIZE;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE_SIZE) {
    throw new ValidationFailedError([
      { field: 'limit', message: `must be a whole number from 1 to ${MAX_PAGE_SIZE}` },
    ]);
  }
  return { before: query.cursor === undefined ? undefined : decodeId(prefix, query.cursor), limit };
}

/** A page from `limit + 1` entries: the one too many only says that there is a next page. */
export function toPage<Item extends { id: string }>(found: Item[], limit: number): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? last.id : null };
}
