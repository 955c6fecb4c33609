import { CLOCK, type Clock, type PublishManyItem, WebhookPublisher } from '@hookline/webhooks';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DOCUMENT_EVENTS_CONFIG, type DocumentEventsConfig } from '../document-events.config';
import { DocumentRateLimitExceeded } from '../events/document-rate-limit-exceeded.event';
import { hearsOf } from '../idle/endpoint-options';
import { endpointsOf } from '../idle/endpoint-rows';
import type { RateLimitNotice } from '../server/document-server';
import { NOTICE_READER, type NoticeReader } from '../server/read-notice';
import { eventFields, publishContext } from '../state/document-outcome';
import { DocumentDatabase } from '../storage/document-database';
import { addWindows, lockClosedWindows, markPublished, type RateWindow } from './rate-window-rows';

/** Windows that are counted in memory between two looks; a flood of made-up clients ends here. */
const MAX_WINDOWS = 10_000;
/** Windows that one look tells of. */
const PAGE = 100;

/**
 * Counts messages that limiters refused, by document and by client, in windows that are the same in all
 * processes; a window that has ended is told of once, with the count of all of them.
 */
@Injectable()
export class RateLimitTracker {
  private readonly logger = new Logger('Hookline');
  private windows = new Map<string, RateWindow>();
  private dropped = 0;

  constructor(
    private readonly database: DocumentDatabase,
    private readonly publisher: WebhookPublisher,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DOCUMENT_EVENTS_CONFIG) private readonly config: DocumentEventsConfig,
    @Inject(NOTICE_READER) private readonly reader: NoticeReader,
  ) {}

  /**
   * The callback for a transport's limiter; bound, so that it can be passed on as it is. Never throws.
   * @example
   * rateLimited(transport, { onRateLimitExceeded: tracker.onRateLimitExceeded });
   */
  readonly onRateLimitExceeded = (notice: RateLimitNotice): void => this.track(notice);

  /** Counts what a limiter tells, whatever it is; what makes no sense is left out. */
  track(notice: unknown): void {
    const read = this.reader.readRateLimit(notice);
    if (read === undefined) return;
    const { key, windowMs, limit, count, documentId, origin } = read;
    const start = Math.floor(this.clock.now() / windowMs) * windowMs;
    for (const scope of read.scopes) {
      const limited = scope === 'document' ? key.namespacedDocumentId : (origin.clientId ?? '');
      const text = JSON.stringify([key.tenantId, scope, limited, windowMs, start]);
      const known = this.windows.get(text);
      if (known === undefined && this.windows.size >= MAX_WINDOWS) {
        this.dropped += 1;
        continue;
      }
      this.windows.set(text, {
        key,
        documentId,
        origin,
        scope,
        limited,
        windowMs,
        start,
        limit,
        count: (known?.count ?? 0) + count,
      });
    }
  }

  /** Adds what was counted here to what others counted. */
  async flush(): Promise<void> {
    if (this.dropped > 0) {
      this.logger.warn(`${this.dropped} refused messages were of too many clients to be counted`);
      this.dropped = 0;
    }
    if (this.windows.size === 0) return;
    const counted = this.windows;
    this.windows = new Map();
    try {
      await this.database.transaction((manager) => addWindows(manager, [...counted.values()]));
    } catch (error) {
      this.putBack(counted);
      throw error;
    }
  }

  /** Tells of windows that have ended. */
  async tell(): Promise<void> {
    while (await this.tellPage());
  }

  private tellPage(): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      // Other processes bring their counts a moment after the end.
      const endedBy = this.clock.now() - 3 * this.config.sweepIntervalMs;
      const closed = await lockClosedWindows(manager, endedBy, PAGE);
      if (closed.length === 0) return false;
      await this.publisher.publishMany(await this.publications(manager, closed), { manager });
      await markPublished(manager, closed, this.clock.now());
      return closed.length === PAGE;
    });
  }

  private async publications(
    manager: EntityManager,
    closed: readonly RateWindow[],
  ): Promise<PublishManyItem[]> {
    const endpoints = await endpointsOf(
      manager,
      closed.map(({ key }) => key.tenantId),
    );
    return closed.flatMap((window): PublishManyItem[] => {
      const hearing = (endpoints.get(window.key.tenantId) ?? [])
        .filter(({ options }) => hearsOf(window.scope, options, this.config))
        .map(({ id }) => id);
      if (hearing.length === 0) return [];
      return [{ event: eventOf(window), ...publishContext(window.key), endpoints: hearing }];
    });
  }

  private putBack(counted: ReadonlyMap<string, RateWindow>): void {
    for (const [text, window] of counted) {
      const newer = this.windows.get(text);
      if (newer === undefined) this.windows.set(text, window);
      else newer.count += window.count;
    }
  }
}

function eventOf(window: RateWindow): DocumentRateLimitExceeded {
  const { key, documentId, origin, scope, windowMs, start, limit, count } = window;
  const fields = eventFields(key, documentId, start + windowMs, origin);
  const counts = { scope, count, limit, window: windowMs };
  return Object.assign(new DocumentRateLimitExceeded(), fields, counts);
}
