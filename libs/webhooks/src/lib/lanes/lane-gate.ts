import { Inject, Injectable } from '@nestjs/common';
import type { HoldReason } from '@hookline/contracts';
import { CLOCK, type Clock } from '../clock/clock';
import type { AttemptOutcome } from '../sending/attempt-outcome';
import type { DueDelivery } from '../storage/due-delivery';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { Ceilings } from './ceilings';
import { DrainedLanes } from './drained-lanes';
import { LaneHealth } from './lane-health';

/** What a lane may do now, by all that is known of it: limits, blocks, ceilings of the process. */
@Injectable()
export class LaneGate {
  private readonly ceilings: Ceilings;

  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly health: LaneHealth,
    private readonly drains: DrainedLanes,
  ) {
    this.ceilings = new Ceilings(config.delivery);
  }

  /** Most deliveries in flight to an endpoint from this process. */
  concurrencyOf(endpointId: string): number {
    const settings = this.drains.get(endpointId)?.settings;
    return settings?.concurrency ?? this.config.delivery.concurrencyPerEndpoint;
  }

  /** Why new deliveries to an endpoint are held; `null` when they are not. */
  holdOf(endpointId: string): HoldReason | null {
    return this.health.blockOf(endpointId) === undefined ? null : 'circuit_open';
  }

  /**
   * Whether a delivery is held. A test send never is: it asks how the endpoint is; and what its lane has let
   * through was counted there.
   */
  holds({ endpointId, drained, trigger }: DueDelivery): boolean {
    return !drained && trigger !== 'test' && this.holdOf(endpointId) !== null;
  }

  /** Endpoints of which nothing is claimed: what is due for them is about to be held. */
  backlogged(): readonly string[] {
    return this.health.backlogged;
  }

  /** How long a tenant has to wait for the ceilings of this process, in ms; 0 when it may send. */
  waitMs(tenantId: string): number {
    return this.ceilings.waitMs(tenantId, this.clock.now());
  }

  /** A delivery goes out. */
  began({ tenantId, endpointId, drained }: DueDelivery): void {
    const now = this.clock.now();
    this.ceilings.draw(tenantId, now);
    if (drained) this.drains.get(endpointId)?.draw(now);
  }

  /** What came of it. */
  ended({ endpointId, drained }: DueDelivery, outcome: AttemptOutcome): void {
    this.health.attempted(endpointId, outcome, drained);
  }
}
