import { Inject, Injectable, Logger } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { FailureLog } from '../common/failure-log';
import type { HealthPart, Trouble } from '../common/health-part';
import { NONE, PipelineCounts } from '../common/pipeline-counts';
import { BacklogPace } from '../policy/backlog-pace';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { Claimer } from './claimer';
import { Stocktaking } from './stocktaking';
import { WorkerOwnership } from './worker-ownership';

/** Most deliveries in one release. */
const RELEASE_BATCH = 500;

/**
 * Finds what nobody works on: retries that fell due, rows whose hand-off was lost, everything that a
 * dead process owned, and what has expired while it waited. Looks again at once while there is more, and
 * when a lane that had all the places it may have has half of them left.
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
  private tidiedAt = -Infinity;
  private readonly pace = new BacklogPace();

  constructor(
    private readonly claimer: Claimer,
    private readonly stocktaking: Stocktaking,
    private readonly ownership: WorkerOwnership,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly counts: PipelineCounts,
  ) {
    claimer.onLow(() => this.wake());
  }

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
      for (let more = true; more && !this.stopped;) {
        this.failures.began();
        await this.tidy();
        await this.stocktaking.take(performance.now());
        more = await this.claim();
      }
      this.failures.succeeded();
    } catch (error) {
      this.failures.failed(error as Error);
    }
  }

  /** Claims the next of what is due; answers whether there is more. */
  private async claim(): Promise<boolean> {
    const { singleTenant } = this.config;
    const newestMsAgo = this.claimer.newestMsAgo();
    const inTurn = this.pace.givesWay(newestMsAgo);
    const startedAt = performance.now();
    const portion = this.pace.portion(newestMsAgo);
    const { claimed, more } = await this.claimer.claimDue(portion, { inTurn });
    this.counts.taken.add(claimed.length, 'sweep');
    const parties = claimed.map((one) => (singleTenant ? one.endpointId : one.tenantId));
    this.pace.note(parties, { more });
    const rest = this.pace.restMs(newestMsAgo, performance.now() - startedAt);
    if (more && claimed.length > 0 && rest > 0) await delay(rest);
    return more;
  }

  /** As often as the heartbeat: an owner can't be silent for longer between two looks. */
  private async tidy(): Promise<void> {
    const { heartbeatIntervalMs } = this.config.dispatch;
    if (performance.now() - this.tidiedAt < heartbeatIntervalMs) return;
    await this.releaseOrphans();
    await this.expire();
    this.tidiedAt = performance.now();
  }

  private async releaseOrphans(): Promise<void> {
    let released = RELEASE_BATCH;
    while (released === RELEASE_BATCH && !this.stopped) {
      this.failures.began();
      released = await this.ownership.releaseOrphans(RELEASE_BATCH);
      this.counts.freed.add(released, 'silent_owner');
      if (released > 0) this.logger.warn(`Took over ${released} deliveries of a silent process`);
    }
  }

  /** Ends what came too late while it waited; nobody looks at what is held. */
  private async expire(): Promise<void> {
    let expired = RELEASE_BATCH;
    while (expired === RELEASE_BATCH && !this.stopped) {
      this.failures.began();
      expired = await this.claimer.expire(RELEASE_BATCH);
      this.counts.deliveries.add(expired, 'dead_letter', 'expired', NONE);
    }
  }
}
