import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import type { DrainedLane } from '../lanes/drained-lanes';
import { LaneHealth } from '../lanes/lane-health';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { laneAllowance } from '../policy/lane-allowance';
import type { LaneBlock } from '../policy/lane-block';
import {
  ENDPOINT_DIRECTORY,
  type EndpointDirectory,
  type EndpointLookup,
} from '../registry/endpoint-directory';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { LaneDemand } from './lane-claimer';

/** How many deliveries each drained lane may take now: by its endpoint, its block, and what is out. */
@Injectable()
export class LaneDemands {
  constructor(
    @Inject(ENDPOINT_DIRECTORY) private readonly endpoints: EndpointDirectory,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly health: LaneHealth,
    private readonly lanes: LaneScheduler,
  ) {}

  /** Those of the lanes that may take any, in the order given, as far as this process has room. */
  async of(lanes: readonly DrainedLane[]): Promise<LaneDemand[]> {
    // An endpoint whose secrets can't be opened is no concern of the other lanes.
    const lookups = await Promise.allSettled(
      lanes.map(({ endpointId }) => this.endpoints.lookup(endpointId)),
    );
    let room = this.lanes.room();
    const demands: LaneDemand[] = [];
    lanes.forEach((lane, index) => {
      const lookup = lookups[index];
      if (lookup?.status !== 'fulfilled') return;
      this.refresh(lane, lookup.value);
      const count = Math.min(room, this.allowance(lane, lookup.value));
      room -= count;
      if (count > 0) demands.push({ lane, count });
    });
    return demands;
  }

  /** Whether an endpoint is back, and gets bit by bit what was held. */
  isRamping({ endpointId }: DrainedLane): boolean {
    return this.health.blockOf(endpointId)?.phase === 'ramping';
  }

  private refresh(lane: DrainedLane, lookup: EndpointLookup): void {
    const limits = lookup.state === 'deleted' ? NO_LIMITS : lookup.target.lane;
    lane.settings = {
      concurrency: limits.concurrency ?? this.config.delivery.concurrencyPerEndpoint,
      rateLimit: limits.rateLimit,
      ordered: limits.ordering !== null,
      halts: limits.ordering?.onExhausted === 'halt',
    };
  }

  /** A paused endpoint keeps what is held; for one that is gone it is taken out, to be buried. */
  private allowance(lane: DrainedLane, { state }: EndpointLookup): number {
    if (state === 'paused' || state === 'unverified' || lane.settings === undefined) return 0;
    const now = this.clock.now();
    const block = state === 'active' ? this.health.blockOf(lane.endpointId) : undefined;
    startRamp(lane, block);
    const { concurrency, ordered } = lane.settings;
    const tokens = Math.floor(lane.bucketAt(now)?.tokens ?? Infinity);
    const { owned, waiting } = this.lanes.loadOf(lane.endpointId);
    const { ramped } = lane;
    return laneAllowance({ concurrency, ordered, tokens, owned, waiting, block, ramped }, now);
  }
}

const NO_LIMITS = { concurrency: null, rateLimit: null, ordering: null };

function startRamp(lane: DrainedLane, block: LaneBlock | undefined): void {
  if (block === undefined || lane.rampsSince === block.at) return;
  lane.rampsSince = block.at;
  lane.ramped = 0;
}
