import { Inject, Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { PublishOverloadedError } from '../common/errors/publish-overloaded.error';
import { PublisherClosedError } from '../common/errors/publisher-closed.error';
import { PipelineCounts } from '../common/pipeline-counts';
import { DATABASE, type Database } from '../storage/database';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { isDataError } from '../storage/data-error';
import type { EventDraft } from '../storage/event-draft';
import { INSERT_EVENTS, insertEventsValues } from '../storage/sql/insert-events';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { CommittedEvents } from './committed-events';

/**
 * Groups under way at the same time: while Postgres writes one, this process prepares the next. A
 * third would only make groups smaller.
 */
const COMMITS_AT_ONCE = 2;
/** Events that are not worth a second statement. */
const UNDIVIDED = 50;
/** Most deliveries in one group: an event may have thousands. */
const GROUP_DELIVERIES = 5_000;

interface Waiting {
  drafts: readonly EventDraft[];
  bytes: number;
  committed: () => void;
  failed: (error: Error) => void;
}

/**
 * Commits events that have no transaction of their own, many in one statement. It clocks itself: an
 * idle one commits at once, a busy one gathers while commits are under way, up to a limit of events
 * and bytes.
 */
@Injectable()
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private waitingEvents = 0;
  private waitingBytes = 0;
  /** Groups that are being committed. */
  private readonly commits = new Set<Promise<void>>();
  private startsSoon = false;
  private closed = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly committedEvents: CommittedEvents,
    private readonly coming: ComingDeliveries,
    private readonly counts: PipelineCounts,
  ) {}

  /**
   * Resolves when the events are durable: all of them, or none.
   * @throws PublishOverloadedError when too much waits already, PublisherClosedError after `close()`
   */
  async commit(drafts: readonly EventDraft[]): Promise<void> {
    const bytes = drafts.reduce((sum, draft) => sum + draft.body.length, 0);
    if (this.closed) {
      throw new PublisherClosedError(
        'The application is stopping; nothing was stored. Publish again after the restart.',
      );
    }
    const { maxWaitingEvents, maxWaitingBytes } = this.config.publishing;
    if (
      this.waitingEvents + drafts.length > maxWaitingEvents ||
      this.waitingBytes + bytes > maxWaitingBytes
    ) {
      throw new PublishOverloadedError(
        `${this.waitingEvents} events wait to be stored already; nothing was stored. Publish again later, ` +
          'or raise `publishing.maxWaitingEvents` and `publishing.maxWaitingBytes`.',
      );
    }
    await new Promise<void>((committed, failed) => {
      this.waiting.push({ drafts, bytes, committed, failed });
      this.waitingEvents += drafts.length;
      this.waitingBytes += bytes;
      this.startSoon();
    });
  }

  /** Takes nothing more, and resolves when all that waits is committed or has failed. */
  async close(): Promise<void> {
    this.closed = true;
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
    while (this.waiting.length > 0 && this.commits.size < COMMITS_AT_ONCE) {
      const commit = this.commitGroup(this.nextGroup()).then(() => {
        this.commits.delete(commit);
        this.start();
      });
      this.commits.add(commit);
    }
  }

  /**
   * The oldest that fit into one statement, and at least one. What waits while nothing is under way is
   * dealt out to all statements: callers who always publish together would otherwise wait for Postgres
   * together, and Postgres for them.
   */
  private nextGroup(): Waiting[] {
    const { groupBytes } = this.config.publishing;
    const share = Math.ceil(this.waitingEvents / (COMMITS_AT_ONCE - this.commits.size));
    const groupEvents = Math.min(this.config.publishing.groupEvents, Math.max(share, UNDIVIDED));
    const group: Waiting[] = [];
    let events = 0;
    let bytes = 0;
    let deliveries = 0;
    for (const item of this.waiting) {
      events += item.drafts.length;
      bytes += item.bytes;
      deliveries += item.drafts.reduce((sum, draft) => sum + draft.deliveries.length, 0);
      const fits = events <= groupEvents && bytes <= groupBytes && deliveries <= GROUP_DELIVERIES;
      if (!fits && group.length > 0) break;
      group.push(item);
      this.waitingEvents -= item.drafts.length;
      this.waitingBytes -= item.bytes;
    }
    this.waiting.splice(0, group.length);
    return group;
  }

  private async commitGroup(group: Waiting[]): Promise<void> {
    try {
      await this.coming.during(() => this.insert(group.flatMap(({ drafts }) => drafts)));
      for (const { committed } of group) committed();
    } catch (error) {
      if (group.length > 1 && isDataError(error)) {
        // One of them is at fault: the others may not pay for it.
        for (const item of group) await this.commitGroup([item]);
        return;
      }
      for (const { failed } of group) failed(error as Error);
    }
  }

  private async insert(drafts: EventDraft[]): Promise<void> {
    this.committedEvents.reserve(drafts);
    try {
      const values = insertEventsValues(drafts, this.committedEvents.dueAt());
      const startedAt = performance.now();
      await this.database.run(INSERT_EVENTS, values);
      this.counts.groupCommit.add(drafts.length, performance.now() - startedAt);
    } catch (error) {
      this.committedEvents.release(drafts);
      throw error;
    }
    this.committedEvents.handOff(drafts);
  }
}
