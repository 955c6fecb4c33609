import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { HealthPart, Trouble } from '../common/health-part';
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
  ) {}

  /** Who only publishes can do without: then the sweepers of the workers find what is due. */
  get needed(): boolean {
    return this.processor !== null;
  }

  async trouble(): Promise<Trouble | undefined> {
    if (this.processor === null) return this.ask(this.queue);
    const consumer = this.processor.consumer();
    if (consumer?.isRunning() !== true) return { reason: 'takes no jobs' };
    return this.ask(consumer);
  }

  private async ask(queue: Pick<Queue, 'getBackend'>): Promise<undefined> {
    await queue.getBackend().hasQueueMetaField(FIELD);
  }
}
