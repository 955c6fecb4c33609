import { Inject, Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { PublisherClosedError } from '../common/errors/publisher-closed.error';
import { PipelineCounts } from '../common/pipeline-counts';
import { DATABASE, type Database } from '../storage/database';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { isDataError } from '../storage/data-error';
import type { EventDraft } from '../storage/event-draft';
import { insertEventsValues } from '../storage/sql/insert-events';
import { type AddressedEvent, draftDeliveries } from './addressed-event';
import { CommittedEvents } from './committed-events';
import { insertDrafts, linesOf } from './insert-drafts';
import { WaitingEvents, type WaitingPublish } from './waiting-events';

/**
 * Groups under way at the same time: while Postgres writes one, this process prepares the next. A
 * third would only make groups smaller.
 */
const COMMITS_AT_ONCE = 2;

/**
 * Commits events that have no transaction of their own, many in one statement. It clocks itself: an
 * idle one commits at once, a busy one gathers while commits are under way.
 */
@Injectable()
export class GroupCommit {
  /** Groups that are being committed. */
  private readonly commits = new Set<Promise<void>>();
  private startsSoon = false;
  private closed = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly waiting: WaitingEvents,
    private readonly committedEvents: CommittedEvents,
    private readonly coming: ComingDeliveries,
    private readonly counts: PipelineCounts,
  ) {}

  /**
   * Resolves when the events are durable, all of them or none, with what was written.
   * @throws PublishOverloadedError when too much waits already, PublisherClosedError after `close()`
   */
  commit(events: readonly AddressedEvent[]): Promise<EventDraft[]> {
    return new Promise<EventDraft[]>((committed, failed) => {
      if (this.closed) {
        throw new PublisherClosedError(
          'The application is stopping; nothing was stored. Publish again after the restart.',
        );
      }
      this.waiting.add({ events, committed, failed });
      this.startSoon();
    });
  }

  /** Takes nothing more, and resolves when all that waits is committed or has failed. */
  async close(): Promise<void> {
    this.closed = true;
    this.waiting.hurry();
    this.start();
    while (this.commits.size > 0) await Promise.race(this.commits);
  }

  /** After this turn of the event loop, whose rest may publish more. */
  private startSoon(): void {
    if (this.startsSoon || this.commits.size >= COMMITS_AT_ONCE) return;
    this.startsSoon = true;
    setImmediate(() => this.start());
  }

  private start(): void {
    this.startsSoon = false;
    while (!this.waiting.isEmpty && this.commits.size < COMMITS_AT_ONCE) {
      const group = this.waiting.next(COMMITS_AT_ONCE - this.commits.size);
      if (group.length === 0) return;
      const startedAt = performance.now();
      const commit = this.commitGroup(group).then(() => {
        this.commits.delete(commit);
        this.waiting.ended(group, performance.now() - startedAt, () => this.start());
        this.start();
      });
      this.commits.add(commit);
    }
  }

  private async commitGroup(group: WaitingPublish[]): Promise<void> {
    try {
      const drafted = group.map(({ events }) => events.map(draftDeliveries));
      const yielding = this.waiting.yieldingIn(group);
      await this.coming.during(() => this.insert(drafted.flat(), yielding));
      for (const [index, { committed }] of group.entries()) committed(drafted[index] ?? []);
    } catch (error) {
      if (group.length > 1 && isDataError(error)) {
        // One of them is at fault: the others may not pay for it.
        for (const item of group) await this.commitGroup([item]);
        return;
      }
      for (const { failed } of group) failed(error as Error);
    }
  }

  private async insert(drafts: EventDraft[], yielding: ReadonlySet<string>): Promise<void> {
    this.committedEvents.reserve(drafts);
    try {
      const values = insertEventsValues(
        drafts,
        this.committedEvents.dueAt({ handedOff: yielding.size === 0 }),
      );
      const startedAt = performance.now();
      const lines = linesOf(drafts);
      if (lines.length === 0) await insertDrafts(this.database, lines, values);
      else await this.database.transaction((runner) => insertDrafts(runner, lines, values));
      this.counts.groupCommit.add(drafts.length, performance.now() - startedAt);
    } catch (error) {
      this.committedEvents.release(drafts);
      throw error;
    }
    this.committedEvents.handOff(drafts, yielding);
  }
}
