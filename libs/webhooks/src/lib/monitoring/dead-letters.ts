import type { DeadLetterReason } from '@hookline/contracts';
import type { PageQuery } from '../registry/page-query';
import type { DeliveryFilter } from './delivery-filter';

/** Which dead letters. What is left out does not matter. */
export interface DeadLetterFilter extends Omit<DeliveryFilter, 'status'> {
  /** Why they will not be tried again. */
  reason?: DeadLetterReason;
}

/** Which dead letters to list, and which page of them. */
export interface ListDeadLettersQuery extends PageQuery, DeadLetterFilter {}

/** The dead letters to do something with: either by their ids, or all that a filter finds. */
export interface DeadLetterSelection {
  /** `dlv_…`, at most 1,000. */
  ids?: readonly string[];
  /** `{}` for all. */
  filter?: DeadLetterFilter;
  /** With a filter: `nextCursor` of the call before. */
  cursor?: string;
}

/** What a call did. */
export interface DeadLetterResult {
  /** Dead letters that it was done with. */
  count: number;
  /** Call again with this as `cursor`: there may be more; `null` when all is done. */
  nextCursor: string | null;
}
