import { DEAD_LETTER_REASONS, type Delivery, type Page } from '@hookline/contracts';
import { Injectable } from '@nestjs/common';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { groupBy } from '../common/group-by';
import { decodeId, encodeId } from '../common/ids';
import { type Keyset, readPageQuery } from '../registry/page-query';
import { requireTenant } from '../registry/tenant-id';
import type { DeliveryEntity } from '../storage/entities';
import type {
  DeadLetterFilter,
  DeadLetterResult,
  DeadLetterSelection,
  ListDeadLettersQuery,
} from './dead-letters';
import { DeliveryChanges } from './delivery-changes';
import { type DeliveryConditions, readDeliveryFilter } from './delivery-filter';
import { DeliveryFinder } from './delivery-finder';
import { toDelivery } from './delivery-view';

/** Most ids in one call. */
export const MAX_SELECTED_IDS = 1_000;
/** Dead letters in one write. */
const BATCH_SIZE = 500;
/** Writes in one call, so that it ends in good time: at most 10,000 dead letters. */
const BATCHES_PER_CALL = 20;
/** What the audit trail calls the repeating of dead letters. */
const RETRIED = 'dead_letter.retried';

/**
 * The dead letters of tenants: deliveries that will not be tried again by themselves, and that nobody
 * has repeated; tests that failed are not among them. One that is repeated leaves the list; should the repetition fail, that is in it.
 */
@Injectable()
export class WebhookDeadLettersService {
  constructor(
    private readonly finder: DeliveryFinder,
    private readonly changes: DeliveryChanges,
  ) {}

  /**
   * A tenant's dead letters, newest first. A page may hold fewer than `limit` although there is more:
   * go on until `nextCursor` is `null`.
   * @throws ValidationFailedError naming the fields at fault, IdInvalidError
   */
  async list(tenantId: string, query: ListDeadLettersQuery = {}): Promise<Page<Delivery>> {
    const keyset = readPageQuery('dlv', query);
    const conditions = readDeadLetterFilter(requireTenant(tenantId), query);
    const { rows, next } = await this.finder.find(conditions, keyset);
    return { items: rows.map(toDelivery), nextCursor: next && encodeId('dlv', next) };
  }

  /**
   * Repeats dead letters: each gets a new delivery, due at once. Named by ids they are repeated again
   * if they were already; a filter finds those that nobody has repeated. Left out is what has no event
   * or endpoint any more. At most 10,000 at a call.
   * @throws ValidationFailedError, IdInvalidError
   * @example
   * let cursor: string | null | undefined;
   * do {
   *   const filter = { endpointId: endpoint.id, reason: 'exhausted' as const };
   *   const done = await deadLetters.retry('acme', { filter, ...(cursor && { cursor }) });
   *   cursor = done.nextCursor;
   * } while (cursor !== null);
   */
  async retry(tenantId: string, selection: DeadLetterSelection): Promise<DeadLetterResult> {
    const tenant = requireTenant(tenantId);
    return this.each(tenant, selection, async (ids, named) => {
      const audit = { action: RETRIED, after: conditionsOf(selection) };
      const options = { deadLettersOnly: !named, audit };
      return (await this.changes.retry(tenant, ids, options)).length;
    });
  }

  /**
   * Repeats dead letters of all tenants that nobody has repeated, newest first: for operators, after a
   * fault of their own. Goes through at most 10,000 at a call. What each tenant may do is {@link retry}.
   * @param cursor `nextCursor` of the call before. @default the newest
   * @throws IdInvalidError
   */
  async retryAll(cursor?: string): Promise<DeadLetterResult> {
    const before = cursor === undefined ? undefined : decodeId('dlv', cursor);
    return this.eachFound(
      (keyset) => this.finder.findDeadLettersOfAll(keyset),
      before,
      async (rows) => {
        let count = 0;
        for (const [tenant, group] of groupBy(rows, ({ tenantId }) => tenantId)) {
          const options = { deadLettersOnly: true, audit: { action: RETRIED } };
          count += (await this.changes.retry(tenant, idsOf(group), options)).length;
        }
        return count;
      },
    );
  }

  /**
   * Deletes dead letters with their attempts, for good; events stay. `filter.to` is for those older
   * than a time. At most 10,000 at a call.
   * @throws ValidationFailedError, IdInvalidError
   */
  async purge(tenantId: string, selection: DeadLetterSelection): Promise<DeadLetterResult> {
    const tenant = requireTenant(tenantId);
    const audit = { action: 'dead_letter.purged', after: conditionsOf(selection) };
    return this.each(tenant, selection, (ids) => this.changes.purge(tenant, ids, audit));
  }

  /** Does something with the selected ones; `work` answers how many it was done with. */
  private async each(
    tenant: string,
    { ids, filter, cursor }: DeadLetterSelection,
    work: (ids: string[], named: boolean) => Promise<number>,
  ): Promise<DeadLetterResult> {
    if ((ids === undefined) === (filter === undefined)) {
      const message = 'either `ids` or `filter` must be given';
      throw new ValidationFailedError([{ field: 'filter', message }]);
    }
    if (ids !== undefined) {
      const stored = await this.namedDeadLetters(tenant, ids);
      return { count: stored.length === 0 ? 0 : await work(stored, true), nextCursor: null };
    }
    const conditions = readDeadLetterFilter(tenant, filter ?? {});
    const before = cursor === undefined ? undefined : decodeId('dlv', cursor);
    return this.eachFound(
      (keyset) => this.finder.find(conditions, keyset),
      before,
      (rows) => work(idsOf(rows), false),
    );
  }

  /** Batch by batch, newest first. */
  private async eachFound(
    find: (keyset: Keyset) => Promise<{ rows: StoredDeadLetter[]; next: string | null }>,
    before: string | undefined,
    work: (rows: StoredDeadLetter[]) => Promise<number>,
  ): Promise<DeadLetterResult> {
    let next: string | null | undefined = before;
    let count = 0;
    for (let batch = 0; batch < BATCHES_PER_CALL && next !== null; batch += 1) {
      const found = await find({ before: next, limit: BATCH_SIZE });
      if (found.rows.length > 0) count += await work(found.rows);
      next = found.next;
    }
    return { count, nextCursor: next == null ? null : encodeId('dlv', next) };
  }

  private async namedDeadLetters(tenantId: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0 || ids.length > MAX_SELECTED_IDS) {
      const message = `must be 1–${MAX_SELECTED_IDS} ids`;
      throw new ValidationFailedError([{ field: 'ids', message }]);
    }
    const stored = [...new Set(ids.map((id) => decodeId('dlv', id)))];
    const rows = await this.finder.load(stored);
    return rows
      .filter((row) => row.tenantId === tenantId && row.status === 'dead_letter')
      .map(({ id }) => id);
  }
}

/** What is needed of a dead letter to do something with it. The id is a stored uuid. */
type StoredDeadLetter = Pick<DeliveryEntity, 'id' | 'tenantId'>;

/** What the audit trail says of a selection; of one by ids, their number is all. */
function conditionsOf({ filter }: DeadLetterSelection): object {
  return filter === undefined ? {} : { filter };
}

function idsOf(rows: StoredDeadLetter[]): string[] {
  return rows.map(({ id }) => id);
}

function readDeadLetterFilter(tenantId: string, filter: DeadLetterFilter): DeliveryConditions {
  const { reason } = filter;
  if (reason !== undefined && !DEAD_LETTER_REASONS.includes(reason)) {
    const message = `must be one of ${DEAD_LETTER_REASONS.join(', ')}`;
    throw new ValidationFailedError([{ field: 'reason', message }]);
  }
  return {
    ...readDeliveryFilter(tenantId, { ...filter, status: 'dead_letter' }),
    unretried: true,
    ...(reason !== undefined && { deadLetterReason: reason }),
  };
}
