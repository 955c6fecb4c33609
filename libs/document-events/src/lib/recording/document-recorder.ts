import { CLOCK, type Clock, HooklineError } from '@hookline/webhooks';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DOCUMENT_EVENTS_CONFIG, type DocumentEventsConfig } from '../document-events.config';
import type { DocumentKey, ReadNotice } from '../server/read-notice';
import { DocumentLifecycle } from '../state/document-lifecycle';
import { type DocumentChange, keyText } from '../state/document-state';
import { DocumentLog } from './document-log';

/** Transactions at once: the pool is the application's, too. */
const STORING_AT_ONCE = 2;
/** Documents of which something waits; more are refused while the database is away. */
const MAX_LOGS = 100_000;
/** How long a failed attempt waits, in ms. */
const RETRY_MS = 1_000;

/**
 * Gathers what happens to documents in this process, and stores it: the first change at once, messages
 * that follow once for each window. Nothing here throws into the server, or makes it wait.
 */
@Injectable()
export class DocumentRecorder {
  private readonly logger = new Logger('Hookline');
  private readonly logs = new Map<string, DocumentLog>();
  /** Those that wait for a transaction. */
  private readonly due = new Set<DocumentLog>();
  private running = 0;
  private turn: NodeJS.Immediate | undefined;
  private refused = false;

  constructor(
    private readonly lifecycle: DocumentLifecycle,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DOCUMENT_EVENTS_CONFIG) private readonly config: DocumentEventsConfig,
  ) {}

  opened(read: ReadNotice): void {
    this.add(read.key, read.documentId, this.changeOf('load', read));
  }

  deleted(read: ReadNotice): void {
    this.add(read.key, read.documentId, this.changeOf('delete', read));
  }

  /** The change as it is now. */
  changeOf(kind: 'load' | 'delete', { origin }: ReadNotice): DocumentChange {
    return { kind, at: this.clock.now(), origin };
  }

  changed({ key, documentId, origin }: ReadNotice): void {
    const at = this.clock.now();
    const { clientId } = origin;
    const clients = clientId === undefined ? [] : [clientId];
    const counts = { messages: 1, clients, firstAt: at, lastAt: at };
    this.add(key, documentId, { kind: 'messages', counts, origin });
  }

  /** Stores what is due by now, and forgets documents of which nothing has to be known. */
  tick(): void {
    const now = this.clock.now();
    const monotonic = this.clock.monotonic();
    for (const [text, log] of this.logs) {
      if (log.isDue(now, monotonic)) this.due.add(log);
      else if (log.isForgettable(now)) this.logs.delete(text);
    }
    this.work();
  }

  /** Resolves when all that waits for a document is stored, whatever its window. Rejects when it can't be. */
  async settle(key: DocumentKey): Promise<void> {
    const log = this.logs.get(keyText(key));
    if (log === undefined) return;
    while (log.storing !== undefined) await log.storing;
    if (!log.isEmpty) await this.attempt(log);
  }

  /** Stores all that waits, whatever its window: the process, or the tracking, ends. Never rejects. */
  async drain(): Promise<void> {
    clearImmediate(this.turn);
    this.turn = undefined;
    for (const [text, log] of this.logs) {
      await this.settle(log.key).catch((error: Error) => {
        this.logger.error(`Events of document "${log.documentId}" were lost: ${error.message}`);
      });
      this.logs.delete(text);
    }
  }

  private add(key: DocumentKey, documentId: string, change: DocumentChange): void {
    const log = this.logOf(key, documentId);
    if (log === undefined) return;
    log.add(change);
    // After this turn of the event loop, whose rest may bring more.
    if (!log.isDue(this.clock.now(), this.clock.monotonic())) return;
    this.due.add(log);
    this.turn ??= setImmediate(() => {
      this.turn = undefined;
      this.work();
    });
  }

  private logOf(key: DocumentKey, documentId: string): DocumentLog | undefined {
    const text = keyText(key);
    const known = this.logs.get(text);
    if (known !== undefined) return known;
    if (this.logs.size >= MAX_LOGS) {
      if (!this.refused) this.logger.error(`Events of more than ${MAX_LOGS} documents wait; lost`);
      this.refused = true;
      return undefined;
    }
    this.refused = false;
    const log = new DocumentLog(key, documentId, this.config.updateWindowMs > 0);
    this.logs.set(text, log);
    return log;
  }

  /** Begins with what is due, as far as there is room; goes on by itself. */
  private work(): void {
    for (const log of this.due) {
      if (this.running >= STORING_AT_ONCE) return;
      this.due.delete(log);
      if (!log.isDue(this.clock.now(), this.clock.monotonic())) continue;
      // What is thrown was logged, and is tried again.
      this.attempt(log).then(this.goOn, this.goOn);
    }
  }

  private readonly goOn = (): void => this.work();

  /** One transaction with all that waits for a document. */
  private async attempt(log: DocumentLog): Promise<void> {
    const changes = log.take();
    this.running += 1;
    const storing = this.store(log, changes);
    log.storing = storing.catch(() => undefined);
    try {
      await storing;
    } finally {
      this.running -= 1;
      log.storing = undefined;
    }
  }

  private async store(log: DocumentLog, changes: readonly DocumentChange[]): Promise<void> {
    const { key, documentId } = log;
    try {
      log.windowEndsAt = await this.lifecycle.apply({ key, documentId, changes });
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof HooklineError && error.httpStatus < 500 && error.httpStatus !== 409) {
        // The event itself is at fault: it would be refused for ever.
        this.logger.error(`An event of document "${documentId}" was refused: ${message}`);
        return;
      }
      this.logger.warn(`Events of document "${documentId}" wait: ${message}`);
      log.retryAt = this.clock.monotonic() + RETRY_MS;
      log.putBack(changes);
      throw error;
    }
  }
}
