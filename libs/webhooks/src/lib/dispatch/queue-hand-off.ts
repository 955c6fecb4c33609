import { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Gatherer } from '../common/gatherer';
import type { HandOff } from '../publishing/hand-off';
import type { WebhooksConfig } from '../webhooks.config';
import { CHUNK_JOB, MAX_WAITING_WAKES, toChunks, type ChunkJob } from './chunk-job';

/** Finished jobs say nothing that Postgres does not know; failed ones are kept a while to be looked at. */
const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: { count: 1_000 } };

/** The hand-off of a process that only publishes: a wake-up job for each chunk of deliveries. */
export class QueueHandOff implements HandOff {
  private readonly logger = new Logger('Hookline');
  private readonly wakes = new Gatherer<string>(MAX_WAITING_WAKES, (ids) => this.addJobs(ids));

  constructor(
    private readonly queue: Queue<ChunkJob>,
    private readonly config: WebhooksConfig,
  ) {}

  reserve(): null {
    return null;
  }

  release(): void {
    // Nothing is ever reserved here.
  }

  takeOwned(): void {
    // Nothing is ever inserted as owned here.
  }

  /** The owners of lanes look by themselves; here is nothing that knows of blocks. */
  holdOf(): null {
    return null;
  }

  wakeLanes(): void {
    // See above.
  }

  wake(deliveryIds: string[]): void {
    this.wakes.add(deliveryIds);
  }

  private async addJobs(deliveryIds: string[]): Promise<void> {
    const chunks = toChunks(deliveryIds, this.config.dispatch.chunkSize);
    try {
      await this.queue.addBulk(
        chunks.map((data) => ({ name: CHUNK_JOB, data, opts: JOB_OPTIONS })),
      );
    } catch (error) {
      this.logger.warn(`Hand-off is left to the sweeper: ${(error as Error).message}`);
    }
  }
}
