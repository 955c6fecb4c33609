import type { Page } from '@hookline/contracts';
import { ValidationFailedError } from '@hookline/webhooks';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, isUUID, Max, MaxLength, Min } from 'class-validator';
import { isTextId } from './text-id';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
/** Ids that another service chose may be long. */
const MAX_CURSOR_LENGTH = 1_500;

/** Query parameters of a list. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  limit: number = DEFAULT_LIMIT;

  @ApiPropertyOptional({
    description: '`nextCursor` of the page before',
    maxLength: MAX_CURSOR_LENGTH,
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_CURSOR_LENGTH)
  cursor?: string;
}

/** Where a list goes on: after the row with this time and id. */
export interface Position {
  at: Date;
  id: string;
}

const CURSOR = /^(\d{1,13})_(.+)$/s;

/** What a list's ids are: our own, or those that another service chose. */
export type IdKind = 'uuid' | 'text';

const IS_ID: Readonly<Record<IdKind, (id: string) => boolean>> = { uuid: isUUID, text: isTextId };

/** The position that a cursor stands for. @throws ValidationFailedError when it is not one of ours */
export function decodeCursor(cursor: string, kind: IdKind): Position {
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const [, time, id] = match ?? [];
  if (time === undefined || id === undefined || !IS_ID[kind](id)) {
    throw new ValidationFailedError([
      { field: 'cursor', message: 'must be the nextCursor of an earlier page, unchanged.' },
    ]);
  }
  return { at: new Date(Number(time)), id };
}

/**
 * Makes a page of rows that were read with a limit of one more than the page holds, which tells
 * whether there is a next page.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
  toItem: (row: Row) => Item,
): Page<Item> {
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last ? encodeCursor(position(last)) : null;
  return { items: rows.slice(0, limit).map(toItem), nextCursor };
}

function encodeCursor({ at, id }: Position): string {
  return Buffer.from(`${at.getTime()}_${id}`, 'utf8').toString('base64url');
}
