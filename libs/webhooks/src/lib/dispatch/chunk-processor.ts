import { Processor, WorkerHost, OnWorkerEvent } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import { type Job, type Worker } from 'bullmq';
import { PipelineCounts } from '../common/pipeline-counts';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { Claimer } from './claimer';
import { CHUNK_QUEUE, CHUNK_VERSION, type ChunkJob } from './chunk-job';
import { WorkerOwnership } from './worker-ownership';

/** After which BullMQ asks again when the connection was refused; its own would be 15 s. */
const RETRY_DELAY_MS = 1_000;

/**
 * Takes wake-up jobs: claims the deliveries that they name. The job is done when they are claimed;
 * from then on Postgres knows their owner. Waits for room, so that a full worker leaves jobs to others.
 */
@Processor(CHUNK_QUEUE, { concurrency: 4, maxStalledCount: 10, runRetryDelay: RETRY_DELAY_MS })
export class ChunkProcessor extends WorkerHost implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Hookline');

  constructor(
    private readonly claimer: Claimer,
    private readonly lanes: LaneScheduler,
    private readonly ownership: WorkerOwnership,
    private readonly counts: PipelineCounts,
  ) {
    super();
  }

  override async process(job: Job<ChunkJob>): Promise<void> {
    if (job.data.version !== CHUNK_VERSION) {
      // Written by a newer version: its own workers, or the sweeper, know what to do.
      this.logger.warn(`Job ${job.id} has the unknown version ${String(job.data.version)}`);
      return;
    }
    await this.ownership.whenStarted();
    await this.lanes.whenRoom();
    this.counts.taken.add(await this.claimer.claim(job.data.ids), 'queue');
  }

  /** Leaves further jobs to other workers while this one drains; @nestjs/bullmq closes it at the end. */
  async beforeApplicationShutdown(): Promise<void> {
    const consumer = this.consumer();
    if (consumer?.isRunning() === true) await consumer.pause(true);
  }

  /** What takes the jobs; `undefined` before @nestjs/bullmq has made it, as in an application whose start failed. */
  consumer(): Worker | undefined {
    try {
      return this.worker;
    } catch {
      return undefined;
    }
  }

  /** BullMQ reconnects by itself; unheard, the event would end the process. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`Queue: ${error.message}`);
  }
}
