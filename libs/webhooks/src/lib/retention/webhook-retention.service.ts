import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { DATABASE, type Database } from '../storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { type CleanUpReport, HistoryCleaner } from './history-cleaner';
import { JobLease } from './job-lease';
import { Repeating } from './repeating';

/** How often each process looks whether a clean-up is due; the first to look does it. */
const LOOK_INTERVAL_MS = 60_000;
const MS_PER_MINUTE = 60_000;
/** Names the job, for all processes. */
export const CLEAN_UP_JOB = 'clean_up';

/**
 * Removes what is older than the option `retention` says: final deliveries with their attempts,
 * payloads that no delivery needs any more, idempotency keys, counters of the statistics. Nothing that
 * is pending, held, or waiting for a paused endpoint, and none of their payloads.
 */
@Injectable()
export class WebhookRetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Hookline');
  private readonly repeating = new Repeating(
    'The clean-up',
    () => this.cleanUpAfter(this.config.retention.intervalMinutes * MS_PER_MINUTE),
    LOOK_INTERVAL_MS,
  );
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.worker && this.config.retention.scheduled) this.repeating.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.repeating.stop();
  }

  /**
   * Cleans up now. Answers what was removed, or `null` when another process is at it.
   * @example
   * const report = await retention.cleanUp();
   * // { deliveries: 20000, events: 9000, idempotencyKeys: 12, statistics: 0 }
   */
  cleanUp(): Promise<CleanUpReport | null> {
    return this.cleanUpAfter(0);
  }

  private async cleanUpAfter(pauseMs: number): Promise<CleanUpReport | null> {
    const lease = new JobLease(this.database, CLEAN_UP_JOB);
    if (!(await lease.take(pauseMs))) return null;
    const cleaner = new HistoryCleaner({
      database: this.database,
      retention: this.config.retention,
      now: this.clock.now(),
      goOn: async () => !this.stopped && (await lease.renew()),
    });
    let done = false;
    try {
      done = await cleaner.run();
    } finally {
      await lease.end(done);
    }
    const { report } = cleaner;
    if (Object.values(report).some((count) => count > 0)) {
      this.logger.log(`Clean-up removed ${describe(report)}`);
    }
    return report;
  }
}

function describe({ deliveries, events, idempotencyKeys, statistics }: CleanUpReport): string {
  return `${deliveries} deliveries, ${events} events, ${idempotencyKeys} idempotency keys, ${statistics} counters`;
}
