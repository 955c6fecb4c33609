import { Inject, Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { PublishOverloadedError } from '../common/errors/publish-overloaded.error';
import { PublisherClosedError } from '../common/errors/publisher-closed.error';
import { PipelineCounts } from '../common/pipeline-counts';
import { DATABASE, type Database } from '../storage/database';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { isDataError } from '../storage/data-error';
import type { EventDraft } from '../storage/event-draft';
import { insertEventsValues } from '../storage/sql/insert-events';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { CommittedEvents } from './committed-events';
import { insertDrafts, linesOf } from './insert-drafts';
import { TenantQueue } from './tenant-queue';

/**
 * Groups under way at the same time: while Postgres writes one, this process prepares the next. A
 * third would only make groups smaller.
 */
const COMMITS_AT_ONCE = 2;
/** Events that are not worth a second statement. */
const UNDIVIDED = 50;
/**
 * Most deliveries in one group, except that one event always fits: with more, Postgres works on one statement
 * for tens of milliseconds, and whoever commits beside it waits. On the figure, see ADR 0024.
 */
const GROUP_DELIVERIES = 500;

/** A tenant may have this many times what it leaves free to all. */
const TENANT_SHARE = 9;

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
  private readonly waiting = new TenantQueue<Waiting>(({ drafts }) => drafts.length);
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
    const tenantId = drafts[0]?.tenantId ?? '';
    if (!this.admits(tenantId, drafts.length, bytes)) {
      throw new PublishOverloadedError(
        `${this.waitingEvents} events wait to be stored already; nothing was stored. Publish again later, ` +
          'or raise `publishing.maxWaitingEvents` and `publishing.maxWaitingBytes`.',
      );
    }
    await new Promise<void>((committed, failed) => {
      this.waiting.add(tenantId, { drafts, bytes, committed, failed });
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

  /** A tenant that has nothing there may have what fits; beyond that it may have most of it, but never all. */
  private admits(tenantId: string, events: number, bytes: number): boolean {
    const { maxWaitingEvents, maxWaitingBytes } = this.config.publishing;
    const free = maxWaitingEvents - this.waitingEvents - events;
    if (free < 0 || this.waitingBytes + bytes > maxWaitingBytes) return false;
    const waits = this.waiting.weightOf(tenantId);
    return waits === 0 || waits + events <= TENANT_SHARE * free;
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
      const commit = this.commitGroup(this.nextGroup()).then(() => {
        this.commits.delete(commit);
        this.start();
      });
      this.commits.add(commit);
    }
  }

  /**
   * What fits into one statement, and at least one: the oldest of each tenant in turn. What waits while
   * nothing is under way is dealt out to all statements: callers who always publish together would
   * otherwise wait for Postgres together, and Postgres for them.
   */
  private nextGroup(): Waiting[] {
    const { groupBytes } = this.config.publishing;
    const share = Math.ceil(this.waitingEvents / (COMMITS_AT_ONCE - this.commits.size));
    const groupEvents = Math.min(this.config.publishing.groupEvents, Math.max(share, UNDIVIDED));
    let events = 0;
    let bytes = 0;
    let deliveries = 0;
    const group = this.waiting.take((item) => {
      events += item.drafts.length;
      bytes += item.bytes;
      deliveries += item.drafts.reduce((sum, draft) => sum + draft.deliveries.length, 0);
      return events <= groupEvents && bytes <= groupBytes && deliveries <= GROUP_DELIVERIES;
    });
    for (const item of group) {
      this.waitingEvents -= item.drafts.length;
      this.waitingBytes -= item.bytes;
    }
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
      const lines = linesOf(drafts);
      if (lines.length === 0) await insertDrafts(this.database, lines, values);
      else await this.database.transaction((runner) => insertDrafts(runner, lines, values));
      this.counts.groupCommit.add(drafts.length, performance.now() - startedAt);
    } catch (error) {
      this.committedEvents.release(drafts);
      throw error;
    }
    this.committedEvents.handOff(drafts);
  }
}
