import { Inject, Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { PublishOverloadedError } from '../common/errors/publish-overloaded.error';
import { PublisherClosedError } from '../common/errors/publisher-closed.error';
import { PipelineCounts } from '../common/pipeline-counts';
import { mayWait, NOTHING_WAITS, plus, type WaitingLoad } from '../policy/waiting-limits';
import { DATABASE, type Database } from '../storage/database';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { isDataError } from '../storage/data-error';
import type { EventDraft } from '../storage/event-draft';
import { insertEventsValues } from '../storage/sql/insert-events';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { type AddressedEvent, draftDeliveries } from './addressed-event';
import { CommittedEvents } from './committed-events';
import { insertDrafts, linesOf } from './insert-drafts';
import { TenantQueue, type Weighed } from './tenant-queue';

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

interface Waiting extends Weighed {
  events: readonly AddressedEvent[];
  committed: (drafts: EventDraft[]) => void;
  failed: (error: Error) => void;
}

/**
 * Commits events that have no transaction of their own, many in one statement. It clocks itself: an
 * idle one commits at once, a busy one gathers while commits are under way, up to a limit of events
 * and bytes.
 */
@Injectable()
export class GroupCommit {
  private readonly waiting = new TenantQueue<Waiting>();
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
   * Resolves when the events are durable, all of them or none, with what was written.
   * @throws PublishOverloadedError when too much waits already, PublisherClosedError after `close()`
   */
  async commit(events: readonly AddressedEvent[]): Promise<EventDraft[]> {
    if (this.closed) {
      throw new PublisherClosedError(
        'The application is stopping; nothing was stored. Publish again after the restart.',
      );
    }
    const tenantId = events[0]?.tenantId ?? '';
    const load = events.map(loadOf).reduce(plus, NOTHING_WAITS);
    if (!this.admits(tenantId, load)) {
      throw new PublishOverloadedError(
        `${this.waiting.load.events} events with ${this.waiting.load.deliveries} deliveries wait to be stored ` +
          'already; nothing was stored. Publish again later, or raise `publishing.maxWaitingEvents`, ' +
          '`publishing.maxWaitingDeliveries` and `publishing.maxWaitingBytes`.',
      );
    }
    return new Promise<EventDraft[]>((committed, failed) => {
      this.waiting.add(tenantId, { events, load, committed, failed });
      this.startSoon();
    });
  }

  /** Takes nothing more, and resolves when all that waits is committed or has failed. */
  async close(): Promise<void> {
    this.closed = true;
    this.start();
    while (this.commits.size > 0) await Promise.race(this.commits);
  }

  private admits(tenantId: string, coming: WaitingLoad): boolean {
    const { maxWaitingEvents, maxWaitingDeliveries, maxWaitingBytes } = this.config.publishing;
    const limits = {
      events: maxWaitingEvents,
      deliveries: maxWaitingDeliveries,
      bytes: maxWaitingBytes,
    };
    const own = this.waiting.loadOf(tenantId);
    return mayWait(limits, { all: this.waiting.load, own, coming });
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
    const share = Math.ceil(this.waiting.load.events / (COMMITS_AT_ONCE - this.commits.size));
    const groupEvents = Math.min(this.config.publishing.groupEvents, Math.max(share, UNDIVIDED));
    let group: Readonly<WaitingLoad> = NOTHING_WAITS;
    return this.waiting.take(({ load }) => {
      group = plus(group, load);
      const { events, deliveries, bytes } = group;
      return events <= groupEvents && bytes <= groupBytes && deliveries <= GROUP_DELIVERIES;
    });
  }

  private async commitGroup(group: Waiting[]): Promise<void> {
    try {
      const drafted = group.map(({ events }) => events.map(draftDeliveries));
      await this.coming.during(() => this.insert(drafted.flat()));
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

function loadOf({ body, endpoints }: AddressedEvent): WaitingLoad {
  return { events: 1, deliveries: endpoints.length, bytes: body.length };
}
