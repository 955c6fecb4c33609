import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { HealthPart, Trouble } from '../common/health-part';
import { DATABASE, type Database } from '../storage/database';
import { type QueuePauseRow, SELECT_QUEUE_PAUSE } from '../storage/sql/select-queue-pause';
import { CHUNK_QUEUE, type ChunkJob } from './chunk-job';
import { ChunkProcessor } from './chunk-processor';

/** A field that every queue has or has not: asking for it is the cheapest of questions. */
const FIELD = 'paused';

/** The queue as the health check sees it: by the connection that this process uses it through. */
@Injectable()
export class QueueProbe implements HealthPart {
  readonly part = 'queue';

  constructor(
    @InjectQueue(CHUNK_QUEUE) private readonly queue: Queue<ChunkJob>,
    @Optional() @Inject(ChunkProcessor) private readonly processor: ChunkProcessor | null,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** Who only publishes can do without: then the sweepers of the workers find what is due. */
  get needed(): boolean {
    return this.processor !== null;
  }

  async trouble(): Promise<Trouble | undefined> {
    if (this.processor === null) return (await this.ask(this.queue)) ?? this.pause();
    const consumer = this.processor.consumer();
    if (consumer?.isRunning() !== true) return { reason: 'takes no jobs' };
    return (await this.ask(consumer)) ?? this.pause();
  }

  /** A database that does not answer has a part of its own that says so. */
  private async pause(): Promise<Trouble | undefined> {
    try {
      const [row] = await this.database.run<QueuePauseRow>(SELECT_QUEUE_PAUSE, []);
      const since = row?.paused_at ?? null;
      return since === null ? undefined : { since, reason: 'is paused', mild: true };
    } catch {
      return undefined;
    }
  }

  private async ask(queue: Pick<Queue, 'getBackend'>): Promise<undefined> {
    await queue.getBackend().hasQueueMetaField(FIELD);
  }
}
