import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  type DataSource,
  type EntityManager,
  type FindOptionsWhere,
  LessThanOrEqual,
} from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock';
import { FailureLog } from '../common/failure-log';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { ReplayEntity } from '../storage/entities';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { EventWalker, type Step } from './event-walker';
import { insertReplayed } from './sql/insert-replayed';

/** How often a worker looks for batches that are due. */
const INTERVAL_MS = 500;
/** Most events that one batch looks at. */
const BATCH_SIZE = 500;
/** How long a batch may stand still before Postgres ends its transaction. */
const HANGING_MS = 10_000;
const SECOND_MS = 1_000;

/**
 * Works on replays, batch by batch. A batch is one transaction: it locks the replay's row, writes its
 * deliveries, and moves the replay on. So the lock is the lease: batches of one replay never overlap,
 * any worker process does the next one, and what a killed process had not committed was not done.
 */
@Injectable()
export class ReplayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly failures = new FailureLog(new Logger('Hookline'), 'Replaying');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly walker: EventWalker,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.worker) this.timer = setInterval(() => this.wake(), INTERVAL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private wake(): void {
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  private async run(): Promise<void> {
    try {
      while (!this.stopped && (await this.hasDue()) && (await this.runBatch()));
      this.failures.succeeded();
    } catch (error) {
      this.failures.failed(error as Error);
    }
  }

  private hasDue(): Promise<boolean> {
    return this.dataSource.manager.existsBy(ReplayEntity, this.due());
  }

  /** Does the batch that is due the longest; answers whether there was one. */
  runBatch(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const replay = await this.lockDue(manager);
      if (replay === null) return false;
      // A process that hangs may not keep the others from it.
      await manager.query(`SELECT set_config('idle_in_transaction_session_timeout', $1, true)`, [
        String(HANGING_MS),
      ]);
      const limit = Math.min(BATCH_SIZE, replay.ratePerSecond);
      const step = await this.walker.step(manager, replay, replay, limit);
      const now = this.clock.now();
      if (step.replayed.length > 0) {
        const { text, values } = insertReplayed(replay.tenantId, step.replayed, now);
        await manager.query(text, values);
      }
      await this.moveOn(manager, replay, step, now);
      return true;
    });
  }

  private due(): FindOptionsWhere<ReplayEntity> {
    return { status: 'running', nextAt: LessThanOrEqual(new Date(this.clock.now())) };
  }

  private lockDue(manager: EntityManager): Promise<ReplayEntity | null> {
    return manager.findOne(ReplayEntity, {
      where: this.due(),
      order: { nextAt: 'ASC' },
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
  }

  private async moveOn(
    manager: EntityManager,
    { id, replayed, position, ratePerSecond }: ReplayEntity,
    step: Step,
    now: number,
  ): Promise<void> {
    const ended = step.position === null;
    const pauseMs = (step.replayed.length / ratePerSecond) * SECOND_MS;
    await manager.update(
      ReplayEntity,
      { id },
      {
        replayed: replayed + step.replayed.length,
        position: step.position ?? position,
        nextAt: new Date(now + pauseMs),
        ...(ended && { status: 'completed' as const, completedAt: new Date(now) }),
      },
    );
  }
}
