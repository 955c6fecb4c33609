import { Inject, Injectable, Logger } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { DOCUMENT_EVENTS_CONFIG, type DocumentEventsConfig } from './document-events.config';
import { IdleSweep } from './idle/idle-sweep';
import { RateLimitTracker } from './limits/rate-limit-tracker';
import { DocumentLifecycle } from './state/document-lifecycle';
import { DocumentDatabase } from './storage/document-database';

/** How long a deleted document is remembered, so that late messages do not bring it back. */
const ARCHIVED_MS = 7 * 24 * 3_600_000;
/** How long a window that was told of is remembered, so that late counts are no second one. */
const TOLD_MS = 3_600_000;
const CLEAN_UP_EVERY_MS = 600_000;
/** Rows of a table in one statement. */
const CLEAN_UP_PAGE = 5_000;

const CLEAN_UP = `
WITH archived AS (
  DELETE FROM hookline.document_state WHERE ctid IN (
    SELECT ctid FROM hookline.document_state WHERE archived_at < clock_timestamp() - make_interval(secs => $1::float8 / 1000) LIMIT ${CLEAN_UP_PAGE} FOR UPDATE SKIP LOCKED)
  RETURNING 1
), told AS (
  DELETE FROM hookline.document_rate_window WHERE ctid IN (
    SELECT ctid FROM hookline.document_rate_window WHERE published_at < clock_timestamp() - make_interval(secs => $2::float8 / 1000) LIMIT ${CLEAN_UP_PAGE} FOR UPDATE SKIP LOCKED)
  RETURNING 1
)
SELECT greatest((SELECT count(*) FROM archived), (SELECT count(*) FROM told))::int AS most`;

/**
 * Looks for what time alone brings: idle documents, windows that have ended. All processes do; what one
 * is about to tell, the others skip. It runs while a server is attached to.
 */
@Injectable()
export class DocumentSweeper {
  private readonly logger = new Logger('Hookline');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private running = false;
  private failing = false;
  private cleanedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: DocumentDatabase,
    private readonly idle: IdleSweep,
    private readonly limits: RateLimitTracker,
    private readonly lifecycle: DocumentLifecycle,
    @Inject(DOCUMENT_EVENTS_CONFIG) private readonly config: DocumentEventsConfig,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.plan();
  }

  /** Resolves when the look that is under way has ended. */
  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.sweeping;
  }

  /** One look. What fails is told once, and tried again at the next. */
  async sweep(): Promise<void> {
    const steps = [
      () => this.limits.flush(),
      () => this.idle.sweep(),
      () => this.closeWindows(),
      () => this.limits.tell(),
      () => this.cleanUp(),
    ];
    let failure: Error | undefined;
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        failure ??= error as Error;
      }
    }
    if (failure !== undefined && !this.failing) {
      this.logger.warn(`Idle documents and closed windows wait: ${failure.message}`);
    }
    this.failing = failure !== undefined;
  }

  private plan(): void {
    if (!this.running) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep().finally(() => {
        this.sweeping = undefined;
        this.plan();
      });
    }, this.config.sweepIntervalMs);
  }

  private async closeWindows(): Promise<void> {
    while (await this.lifecycle.closeWindows());
  }

  private async cleanUp(): Promise<void> {
    if (performance.now() - this.cleanedAt < CLEAN_UP_EVERY_MS) return;
    this.cleanedAt = performance.now();
    const [deleted] = await this.database.rows<{ most: number }>(CLEAN_UP, [ARCHIVED_MS, TOLD_MS]);
    // There is more: it goes on at the next look.
    if (deleted?.most === CLEAN_UP_PAGE) this.cleanedAt = Number.NEGATIVE_INFINITY;
  }
}
