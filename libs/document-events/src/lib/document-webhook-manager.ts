import { ValidationFailedError } from '@hookline/webhooks';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DocumentSweeper } from './document-sweeper';
import { RateLimitTracker } from './limits/rate-limit-tracker';
import { DocumentRecorder } from './recording/document-recorder';
import { attach, type ServerSink } from './server/attach';
import type { DocumentNotice, DocumentServer } from './server/document-server';
import { NOTICE_READER, type NoticeReader, type ReadNotice } from './server/read-notice';
import { DocumentLifecycle } from './state/document-lifecycle';

/** How often ended windows of this process are looked for, in ms. */
const TICK_MS = 100;

/** How a change is recorded. */
export interface RecordOptions {
  /** The caller's open transaction: state and event are written in it. @default one of its own */
  manager?: EntityManager;
}

/**
 * Turns what a server of collaborative documents emits into webhooks.
 * @example
 * const detach = manager.attachToServer(server);
 * // later
 * await detach();
 */
@Injectable()
export class DocumentWebhookManager implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Hookline');
  private readonly attached = new Set<() => Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private unreadable = 0;

  constructor(
    private readonly recorder: DocumentRecorder,
    private readonly lifecycle: DocumentLifecycle,
    private readonly sweeper: DocumentSweeper,
    private readonly limits: RateLimitTracker,
    @Inject(NOTICE_READER) private readonly reader: NoticeReader,
  ) {}

  /**
   * Listens to a server, and to the sessions that it opens. Never throws into it, and never makes it wait.
   * @returns detaches: listeners and timers are gone when it returns, and what waited is stored when the
   *   promise that it answers has resolved. A second call does nothing
   */
  attachToServer(server: DocumentServer): () => Promise<void> {
    const stopListening = attach(server, this.sink);
    const detach = async (): Promise<void> => {
      if (!this.attached.delete(detach)) return;
      stopListening();
      if (this.attached.size === 0) await this.stop();
    };
    this.attached.add(detach);
    this.start();
    return detach;
  }

  /**
   * Records that a document was opened, for code that knows it without a server, or in its own transaction.
   * @throws ValidationFailedError for a notice that can't be stored, DocumentConflictError
   */
  async recordLoad(notice: DocumentNotice, options: RecordOptions = {}): Promise<void> {
    await this.record('load', notice, options);
  }

  /**
   * Records that a document was deleted. With the caller's transaction it is archived only if that commits.
   * @throws ValidationFailedError for a notice that can't be stored, DocumentConflictError
   */
  async recordDelete(notice: DocumentNotice, options: RecordOptions = {}): Promise<void> {
    await this.record('delete', notice, options);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.attached].map((detach) => detach()));
  }

  private async record(
    kind: 'load' | 'delete',
    notice: DocumentNotice,
    { manager }: RecordOptions,
  ): Promise<void> {
    const read = this.reader.read(notice);
    if (read === undefined) {
      const message = 'has no id of 1 to 255 characters, or no tenant; see the option `tenant`.';
      throw new ValidationFailedError([{ field: 'documentId', message }]);
    }
    const { key, documentId } = read;
    // What this process heard before comes before.
    await this.recorder.settle(key);
    const changes = { key, documentId, changes: [this.recorder.changeOf(kind, read)] };
    if (manager === undefined) await this.lifecycle.apply(changes);
    else await this.lifecycle.applyIn(manager, changes);
  }

  private readonly sink: ServerSink = {
    load: (notice) => this.hear(notice, (read) => this.recorder.opened(read)),
    message: (notice) => this.hear(notice, (read) => this.recorder.changed(read)),
    delete: (notice) => this.hear(notice, (read) => this.recorder.deleted(read)),
    rateLimitExceeded: (notice) => this.safely(() => this.limits.track(notice)),
  };

  private hear(notice: unknown, take: (read: ReadNotice) => void): void {
    this.safely(() => {
      const read = this.reader.read(notice);
      if (read === undefined) this.unreadable += 1;
      else take(read);
    });
  }

  /** A listener that throws would break the server. */
  private safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.logger.error(`An event of a document server was lost: ${(error as Error).message}`);
    }
  }

  private start(): void {
    if (this.timer !== undefined) return;
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.sweeper.start();
  }

  private tick(): void {
    this.recorder.tick();
    if (this.unreadable === 0) return;
    this.logger.warn(
      `${this.unreadable} events of document servers had no document id of 1 to 255 characters, or no tenant`,
    );
    this.unreadable = 0;
  }

  private async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    const swept = this.sweeper.stop();
    await this.recorder.drain();
    await swept;
    await this.limits.flush().catch((error: Error) => {
      this.logger.error(`Counts of refused messages were lost: ${error.message}`);
    });
  }
}
