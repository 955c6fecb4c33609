import { Logger, type Provider } from '@nestjs/common';
import { getQueueToken } from '@nestjs/bullmq';
import { type Queue } from 'bullmq';
import { CHECKED_PARTS, type HealthPart } from '../common/health-part';
import { PipelineCounts } from '../common/pipeline-counts';
import { DeliveryRunner } from '../lanes/delivery-runner';
import { DrainedLanes } from '../lanes/drained-lanes';
import { LaneGate } from '../lanes/lane-gate';
import { LaneHealth } from '../lanes/lane-health';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OUTCOME_SINK, type OutcomeSink } from '../lanes/outcome-sink';
import { OWNERSHIP } from '../lanes/ownership';
import { attemptLog } from '../monitoring/attempt-log';
import { OutcomeWatch } from '../monitoring/outcome-watch';
import { HAND_OFF, type HandOff } from '../publishing/hand-off';
import { Recorder } from '../recording/recorder';
import { DATABASE } from '../storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { CHUNK_QUEUE, type ChunkJob } from './chunk-job';
import { ChunkProcessor } from './chunk-processor';
import { Claimer } from './claimer';
import { InProcessHandOff } from './in-process-hand-off';
import { LaneBlocks } from './lane-blocks';
import { LaneClaimer } from './lane-claimer';
import { LaneDemands } from './lane-demands';
import { LaneKeeper } from './lane-keeper';
import { LaneKeeperParts } from './lane-keeper-parts';
import { QueueHandOff } from './queue-hand-off';
import { QueueProbe } from './queue-probe';
import { Stocktaking } from './stocktaking';
import { Sweeper } from './sweeper';
import { WebhookWorker } from './webhook-worker';
import { WorkTakers } from './work-takers';
import { WorkerOwnership } from './worker-ownership';

const logger = new Logger('Hookline');

/**
 * Everything from the hand-off to the record. A process that only publishes has the same providers,
 * but no consumer of jobs, and a `WebhookWorker` that never starts.
 */
export const DISPATCH_PROVIDERS: Provider[] = [
  Recorder,
  {
    provide: OUTCOME_SINK,
    inject: [Recorder, PipelineCounts, WEBHOOKS_CONFIG],
    useFactory: (
      recorder: Recorder,
      counts: PipelineCounts,
      { logging }: WebhooksConfig,
    ): OutcomeSink => new OutcomeWatch(recorder, counts, attemptLog(logging.attempts)),
  },
  WorkerOwnership,
  { provide: OWNERSHIP, useExisting: WorkerOwnership },
  DeliveryRunner,
  LaneHealth,
  DrainedLanes,
  LaneGate,
  LaneScheduler,
  LaneBlocks,
  LaneClaimer,
  LaneDemands,
  LaneKeeperParts,
  LaneKeeper,
  Claimer,
  Sweeper,
  Stocktaking,
  WorkTakers,
  WebhookWorker,
  InProcessHandOff,
  {
    provide: HAND_OFF,
    inject: [WEBHOOKS_CONFIG, InProcessHandOff, getQueueToken(CHUNK_QUEUE)],
    useFactory: (
      config: WebhooksConfig,
      inProcess: InProcessHandOff,
      queue: Queue<ChunkJob>,
    ): HandOff => {
      // A queue that is away costs latency, not deliveries; unheard, BullMQ would print the whole error.
      queue.on('error', (error) => logger.warn(`Queue: ${error.message}`));
      return config.worker ? inProcess : new QueueHandOff(queue, config);
    },
  },
  {
    // @nestjs/bullmq starts a consumer for each provider of this class; for `null` it does not.
    provide: ChunkProcessor,
    inject: [WEBHOOKS_CONFIG, Claimer, LaneScheduler, WorkerOwnership, PipelineCounts],
    useFactory: (
      config: WebhooksConfig,
      claimer: Claimer,
      lanes: LaneScheduler,
      ownership: WorkerOwnership,
      counts: PipelineCounts,
    ): ChunkProcessor | null =>
      config.worker ? new ChunkProcessor(claimer, lanes, ownership, counts) : null,
  },
  QueueProbe,
  {
    provide: CHECKED_PARTS,
    inject: [WEBHOOKS_CONFIG, DATABASE, QueueProbe, WorkerOwnership, Recorder, Sweeper],
    useFactory: (
      { worker }: WebhooksConfig,
      database: HealthPart,
      queue: HealthPart,
      ...work: HealthPart[]
    ): HealthPart[] => [database, queue, ...(worker ? work : [])],
  },
];
