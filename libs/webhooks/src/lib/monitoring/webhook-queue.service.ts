import type { QueueStats } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { MS_PER_HOUR } from '../common/durations';
import { lowestUuidAt } from '../common/ids';
import { DATABASE, type Database } from '../storage/database';
import { type QueueStatsRow, SELECT_QUEUE_STATS } from '../storage/sql/select-queue-stats';
import { UPDATE_QUEUE_PAUSE } from '../storage/sql/update-queue-pause';
import { SINGLE_TENANT_ID, WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/** In the audit trail, the tenant of what is everybody's: no tenant has this id, so none sees it. */
const NO_TENANT = '';

/** The deliveries of all tenants as one queue: for operators, not for tenants. */
@Injectable()
export class WebhookQueueService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
  ) {}

  /** How many deliveries wait, are on their way, failed; and for how long the oldest has been due. */
  async stats(): Promise<QueueStats> {
    const now = this.clock.now();
    const values = [now, lowestUuidAt(now - MS_PER_HOUR)];
    const [row] = await this.database.run<QueueStatsRow>(SELECT_QUEUE_STATS, values);
    return toStats(row as QueueStatsRow, now);
  }

  /**
   * Stops deliveries in every process, until {@link resume}, restarts included. Processes notice at
   * their next heartbeat (`dispatch.heartbeatIntervalMs`); what is being sent then ends. Events are
   * published all the same, and wait. Pausing twice keeps the first time.
   */
  async pause(): Promise<QueueStats> {
    return this.setPause(true);
  }

  /** Lets deliveries go out again. */
  async resume(): Promise<QueueStats> {
    return this.setPause(false);
  }

  private async setPause(paused: boolean): Promise<QueueStats> {
    const at = this.clock.now();
    await this.database.transaction(async (transaction) => {
      const changed = await transaction.run(UPDATE_QUEUE_PAUSE, [paused ? at : null]);
      if (changed.length === 0) return;
      const { singleTenant, tenant } = this.config;
      const tenantId = singleTenant && tenant === undefined ? SINGLE_TENANT_ID : NO_TENANT;
      await recordAudit(transaction, {
        tenantId,
        action: paused ? 'queue.paused' : 'queue.resumed',
        at,
      });
    });
    return this.stats();
  }
}

function toStats(row: QueueStatsRow, now: number): QueueStats {
  const { paused_at: pausedAt, oldest_due_at: oldestDueAt, ...counts } = row;
  return {
    pausedAt: pausedAt === null ? null : new Date(pausedAt).toISOString(),
    ...counts,
    lagMs: Math.max(0, now - (oldestDueAt ?? now)),
  };
}
