import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { GroupCommit } from './publishing/group-commit';
import { WEBHOOK_TRANSPORT, type WebhookTransport } from './sending/transport';
import { ClockSynchronizer } from './storage/clock-synchronizer';
import { DATABASE, type Database, HOOKLINE_DATA_SOURCE } from './storage/database';

/**
 * The end of a process, after the worker has drained and the HTTP server has closed: what was
 * published until then is committed first, and the connections go last.
 */
@Injectable()
export class ShutdownSequence implements OnApplicationShutdown {
  constructor(
    private readonly groupCommit: GroupCommit,
    @Inject(WEBHOOK_TRANSPORT) private readonly transport: WebhookTransport,
    private readonly clockSynchronizer: ClockSynchronizer,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.groupCommit.close();
    await this.transport.close();
    this.clockSynchronizer.stop();
    await this.database.close();
    await this.dataSource.destroy();
  }
}
