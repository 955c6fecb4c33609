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
import { WorkTakers } from './work-takers';
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
    private readonly takers: WorkTakers,
    private readonly lanes: LaneScheduler,
    private readonly recorder: Recorder,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.worker) return;
    await this.ownership.start();
    this.takers.start();
  }

  /** Looks for due deliveries now, instead of at the next `sweepIntervalMs`. For tests that move the clock. */
  wake(): void {
    this.takers.wake();
  }

  /** Takes nothing new, gives back what waits, and lets what is in flight end. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.config.worker) return;
    await this.takers.stop();
    await this.drain();
    await this.recorder.close();
    await this.ownership
      .stop()
      .catch((error: Error) => this.logger.warn(`Ownership ends by timeout: ${error.message}`));
  }

  /** Waits no longer than `drainTimeoutMs`. What is left then is taken over by others. */
  private async drain(): Promise<void> {
    const deadline = new AbortController();
    const late = delay(this.config.dispatch.drainTimeoutMs, 'late', { signal: deadline.signal });
    late.catch(() => undefined);
    if ((await Promise.race([this.lanes.drain(), late])) === 'late') {
      this.logger.warn('Drain deadline passed; others take over what is still in flight');
    }
    deadline.abort();
  }
}
