import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { Recorder } from '../recording/recorder';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { Sweeper } from './sweeper';
import { WorkerOwnership } from './worker-ownership';

/**
 * The worker of this process: starts its parts in order, and ends them in the opposite one. In a
 * process that only publishes it does nothing.
 */
@Injectable()
export class WebhookWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Hookline');

  constructor(
    private readonly ownership: WorkerOwnership,
    private readonly sweeper: Sweeper,
    private readonly lanes: LaneScheduler,
    private readonly recorder: Recorder,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.worker) return;
    await this.ownership.start();
    this.sweeper.start();
  }

  /** Looks for due deliveries now, instead of at the next `sweepIntervalMs`. For tests that move the clock. */
  wake(): void {
    this.sweeper.wake();
  }

  /**
   * Drains: takes nothing new, gives back what waits, and lets what is in flight end within
   * `drainTimeoutMs`. What is left after that is taken over by others.
   */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.config.worker) return;
    await this.sweeper.stop();
    const waiting = this.lanes.stop();
    const giveBack = waiting.map((delivery) =>
      this.recorder.settle({ kind: 'release', delivery, dueAt: null }),
    );
    const drained = Promise.all([this.lanes.whenIdle(), ...giveBack]).then(() => true);
    const deadline = new AbortController();
    const late = delay(this.config.dispatch.drainTimeoutMs, false, { signal: deadline.signal });
    late.catch(() => undefined);
    if (!(await Promise.race([drained, late]))) {
      this.logger.warn('Drain deadline passed; others take over what is still in flight');
    }
    deadline.abort();
    await this.recorder.close();
    await this.ownership
      .stop()
      .catch((error: Error) => this.logger.warn(`Ownership ends by timeout: ${error.message}`));
  }
}
