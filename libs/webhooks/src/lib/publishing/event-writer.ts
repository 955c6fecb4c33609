import { Inject, Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { IdempotencyConflictError } from '../common/errors/idempotency-conflict.error';
import { encodeId } from '../common/ids';
import type { PublishedEvent } from '../events/event-publish.port';
import { DATABASE, type Database, type Statement, type StatementRunner } from '../storage/database';
import type { EventDraft } from '../storage/event-draft';
import { insertEventsTextValues, insertEventsValues } from '../storage/sql/insert-events';
import { INSERT_IDEMPOTENCY_KEY, type InsertedKeyRow } from '../storage/sql/insert-idempotency-key';
import {
  type IdempotencyKeyRow,
  SELECT_IDEMPOTENCY_KEY,
} from '../storage/sql/select-idempotency-key';
import { type AddressedEvent, draftDeliveries } from './addressed-event';
import { CallerTransactions } from './caller-transactions';
import { CommittedEvents } from './committed-events';
import { GroupCommit } from './group-commit';
import { insertDrafts, linesOf } from './insert-drafts';

/** An event to write, with its idempotency key if it has one. */
export interface Publication {
  event: AddressedEvent;
  /** `fingerprint` is a digest of what is published under the key. */
  idempotency: { key: string; fingerprint: string } | undefined;
}

/** Makes events durable: in the caller's transaction, in one of our own, or in the group commit. */
@Injectable()
export class EventWriter {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly transactions: CallerTransactions,
    private readonly groupCommit: GroupCommit,
    private readonly committedEvents: CommittedEvents,
  ) {}

  /** Writes all or none. Resolves when they are durable, or part of the caller's open transaction. */
  async write(
    publications: readonly Publication[],
    manager?: EntityManager,
  ): Promise<PublishedEvent[]> {
    const runner = this.transactions.open(manager);
    if (runner !== undefined) return this.writeInCallers(publications, runner);
    if (publications.some(({ idempotency }) => idempotency !== undefined)) {
      return this.writeInOwn(publications);
    }
    const drafts = await this.groupCommit.commit(publications.map(({ event }) => event));
    return drafts.map(published);
  }

  private async writeInCallers(
    publications: readonly Publication[],
    runner: QueryRunner,
  ): Promise<PublishedEvent[]> {
    const statements: StatementRunner = {
      run: <Row extends QueryResultRow>({ text }: Statement, values: unknown[]) =>
        runner.query(text, values).catch(rethrowBare) as Promise<Row[]>,
    };
    const written = await this.insertAll(publications, statements, insertEventsTextValues);
    this.transactions.afterCommit(runner, () => this.committedEvents.handOff(written.drafts));
    return written.published;
  }

  private async writeInOwn(publications: readonly Publication[]): Promise<PublishedEvent[]> {
    const written = await this.database.transaction((runner) =>
      this.insertAll(publications, runner, insertEventsValues),
    );
    this.committedEvents.handOff(written.drafts);
    return written.published;
  }

  /** Answers what was published, and the drafts that are new: an idempotency key's second use is not. */
  private async insertAll(
    publications: readonly Publication[],
    runner: StatementRunner,
    valuesOf: typeof insertEventsValues,
  ): Promise<{ published: PublishedEvent[]; drafts: EventDraft[] }> {
    const results = new Map<Publication, PublishedEvent>();
    const drafts: EventDraft[] = [];
    // In one order everywhere: two callers that use the same keys wait for each other, but not in a circle.
    for (const publication of [...publications].sort(byIdempotencyKey)) {
      const earlier = await this.findEarlier(publication, runner);
      if (earlier !== undefined) {
        results.set(publication, earlier);
        continue;
      }
      const draft = draftDeliveries(publication.event);
      drafts.push(draft);
      results.set(publication, published(draft));
    }
    if (drafts.length > 0) {
      await insertDrafts(runner, linesOf(drafts), valuesOf(drafts, this.committedEvents.dueAt()));
    }
    const inOrder = publications.map((publication) => results.get(publication) as PublishedEvent);
    return { published: inOrder, drafts };
  }

  private async findEarlier(
    { event: { content }, idempotency }: Publication,
    runner: StatementRunner,
  ): Promise<PublishedEvent | undefined> {
    if (idempotency === undefined) return undefined;
    const { key, fingerprint } = idempotency;
    const claim = [content.tenantId, key, content.id, fingerprint, content.createdAt];
    const claimed = await runner.run<InsertedKeyRow>(INSERT_IDEMPOTENCY_KEY, claim);
    if (claimed.length > 0) return undefined;
    const [row] = await runner.run<IdempotencyKeyRow>(SELECT_IDEMPOTENCY_KEY, [
      content.tenantId,
      key,
    ]);
    if (row?.fingerprint !== fingerprint) {
      throw new IdempotencyConflictError(
        `The idempotency key "${key}" was used for another event. Use a new key for new content.`,
      );
    }
    return {
      id: encodeId('evt', row.event_id),
      deliveries: row.delivery_ids.map((id) => encodeId('dlv', id)),
      duplicate: true,
    };
  }
}

/** TypeORM's error carries the statement's parameters, the payload among them; the driver's does not. */
function rethrowBare(error: Error & { driverError?: Error }): never {
  throw error.driverError ?? error;
}

function byIdempotencyKey(a: Publication, b: Publication): number {
  return compare(a.event.content.tenantId, b.event.content.tenantId) || compare(keyOf(a), keyOf(b));
}

function keyOf({ idempotency }: Publication): string {
  return idempotency?.key ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function published({ content, deliveries }: EventDraft): PublishedEvent {
  return {
    id: encodeId('evt', content.id),
    deliveries: deliveries.map(({ id }) => encodeId('dlv', id)),
    duplicate: false,
  };
}
