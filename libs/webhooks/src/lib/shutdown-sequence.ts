import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { GroupCommit } from './publishing/group-commit';
import { WEBHOOK_TRANSPORT, type WebhookTransport } from './sending/transport';
import { ClockSynchronizer } from './storage/clock-synchronizer';
import { DATABASE, type Database, HOOKLINE_DATA_SOURCE } from './storage/database';

const TRANSPORT_CLOSE_MS = 1_000;

/**
 * The end of a process, after the worker has drained and the HTTP server has closed: what was
 * published until then is committed first, and the connections go last.
 */
@Injectable()
export class ShutdownSequence implements OnApplicationShutdown {
  private readonly logger = new Logger('Hookline');

  constructor(
    private readonly groupCommit: GroupCommit,
    @Inject(WEBHOOK_TRANSPORT) private readonly transport: WebhookTransport,
    private readonly clockSynchronizer: ClockSynchronizer,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.clockSynchronizer.stop();
    await this.step(() => this.groupCommit.close());
    // The worker's drain has had its time; what hangs on may not hold the process.
    await this.step(() =>
      Promise.race([this.transport.close(), delay(TRANSPORT_CLOSE_MS, undefined, { ref: false })]),
    );
    await this.step(() => this.database.close());
    await this.step(() => this.dataSource.destroy());
  }

  /** One step that fails may not leave the next undone. */
  private async step(close: () => Promise<void>): Promise<void> {
    try {
      await close();
    } catch (error) {
      this.logger.warn(`Shutdown: ${(error as Error).message}`);
    }
  }
}
