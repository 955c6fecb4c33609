import { Inject, Injectable } from '@nestjs/common';
import { LaneHealth } from '../../lanes/lane-health';
import { LaneScheduler } from '../../lanes/lane-scheduler';
import { OUTCOME_SINK, type OutcomeSink } from '../../lanes/outcome-sink';
import { OWNERSHIP, type Ownership } from '../../lanes/ownership';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../../webhooks.config';

/** The worker of this process, as it is now. */
export interface WorkerView {
  /** Deliveries in memory: waiting, in flight, or sent and not yet recorded. */
  owned: number;
  waiting: number;
  inFlight: number;
  /** Whether it may take and send: it is sure of its ownership, and recording works. */
  accepting: boolean;
  /** Endpoints that this process knows to get nothing, or what was held bit by bit. */
  circuits: { open: number; ramping: number };
  /** `null` before the first heartbeat. */
  heartbeatAgeSeconds: number | null;
}

/** Looks at the worker from outside. */
@Injectable()
export class WorkerState {
  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly lanes: LaneScheduler,
    private readonly health: LaneHealth,
    @Inject(OUTCOME_SINK) private readonly sink: OutcomeSink,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
  ) {}

  /** `null` in a process that only publishes. */
  view(): WorkerView | null {
    if (!this.config.worker) return null;
    const silentForMs = this.ownership.silentForMs();
    return {
      ...this.lanes.load(),
      circuits: this.health.counts(),
      accepting: this.ownership.current() !== null && this.sink.accepting(),
      heartbeatAgeSeconds: Number.isFinite(silentForMs) ? silentForMs / 1_000 : null,
    };
  }
}
