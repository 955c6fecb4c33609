import { Inject, Injectable, Logger } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { FailureLog } from '../common/failure-log';
import type { HealthPart, Trouble } from '../common/health-part';
import { PipelineCounts } from '../common/pipeline-counts';
import { DATABASE, type Database } from '../storage/database';
import { RELEASE_ORPHANS } from '../storage/sql/release-orphans';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { Claimer } from './claimer';
import { Stocktaking } from './stocktaking';

/** Most deliveries in one claim or one release. */
const SWEEP_BATCH = 500;

/**
 * Finds what nobody works on: retries that fell due, rows whose hand-off was lost, and everything
 * that a dead process owned. Looks again at once while it finds full batches.
 */
@Injectable()
export class Sweeper implements HealthPart {
  readonly part = 'sweep';
  readonly needed = true;
  private readonly logger = new Logger('Hookline');
  private readonly failures = new FailureLog(this.logger, 'The sweep');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private again = false;
  private stopped = true;
  private orphansReleasedAt = -Infinity;

  constructor(
    private readonly claimer: Claimer,
    private readonly stocktaking: Stocktaking,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly counts: PipelineCounts,
  ) {}

  start(): void {
    this.stopped = false;
    this.timer = setInterval(() => this.wake(), this.config.dispatch.sweepIntervalMs);
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.sweeping;
  }

  trouble(): Trouble | undefined {
    return this.failures.trouble();
  }

  /** Sweeps now, or once more if a sweep is under way. */
  wake(): void {
    if (this.stopped) return;
    if (this.sweeping !== undefined) {
      this.again = true;
      return;
    }
    this.sweeping = this.sweep().finally(() => {
      this.sweeping = undefined;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  private async sweep(): Promise<void> {
    try {
      this.failures.began();
      await this.releaseOrphans();
      await this.stocktaking.take(performance.now());
      let claimed = SWEEP_BATCH;
      while (claimed === SWEEP_BATCH && !this.stopped) {
        this.failures.began();
        claimed = await this.claimer.claimDue(SWEEP_BATCH);
        this.counts.taken.add(claimed, 'sweep');
      }
      this.failures.succeeded();
    } catch (error) {
      this.failures.failed(error as Error);
    }
  }

  /** As often as the heartbeat: an owner can't be silent for longer between two looks. */
  private async releaseOrphans(): Promise<void> {
    const { heartbeatIntervalMs, ownerTimeoutMs } = this.config.dispatch;
    if (performance.now() - this.orphansReleasedAt < heartbeatIntervalMs) return;
    let released = SWEEP_BATCH;
    while (released === SWEEP_BATCH && !this.stopped) {
      this.failures.began();
      const rows = await this.database.run(RELEASE_ORPHANS, [ownerTimeoutMs, SWEEP_BATCH]);
      released = rows.length;
      this.counts.freed.add(released, 'silent_owner');
      if (released > 0) this.logger.warn(`Took over ${released} deliveries of a silent process`);
    }
    this.orphansReleasedAt = performance.now();
  }
}
