import type { HoldReason } from '@hookline/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Gatherer } from '../common/gatherer';
import { PipelineCounts } from '../common/pipeline-counts';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import type { HandOff } from '../publishing/hand-off';
import type { DueDelivery } from '../storage/due-delivery';
import type { EventContent } from '../storage/event-draft';
import { Claimer } from './claimer';
import { LaneKeeper } from './lane-keeper';
import { MAX_WAITING_WAKES } from './chunk-job';

/** The hand-off of a process that also works: deliveries go straight to their lanes. */
@Injectable()
export class InProcessHandOff implements HandOff {
  private readonly logger = new Logger('Hookline');
  private readonly wakes = new Gatherer<string>(MAX_WAITING_WAKES, (ids) => this.claim(ids));

  constructor(
    private readonly lanes: LaneScheduler,
    private readonly claimer: Claimer,
    private readonly keeper: LaneKeeper,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
    private readonly counts: PipelineCounts,
  ) {}

  reserve(endpointId: string, { tenantId, body }: EventContent): string | null {
    const owner = this.ownership.current();
    const place = { endpointId, tenantId, bytes: body.length };
    return owner !== null && this.lanes.reserve(place) ? owner : null;
  }

  release(endpointId: string, { tenantId, body }: EventContent): void {
    this.lanes.release({ endpointId, tenantId, bytes: body.length });
  }

  holdOf(endpointId: string): HoldReason | null {
    return this.lanes.holdOf(endpointId);
  }

  wakeLanes(endpointIds: ReadonlySet<string>): void {
    this.keeper.wake(endpointIds);
  }

  takeOwned(deliveries: DueDelivery[]): void {
    this.counts.taken.add(deliveries.length, 'publish');
    this.lanes.accept(deliveries, { reserved: true });
  }

  wake(deliveryIds: string[]): void {
    this.wakes.add(deliveryIds);
  }

  private async claim(deliveryIds: string[]): Promise<void> {
    try {
      this.counts.taken.add(await this.claimer.claim(deliveryIds), 'wake');
    } catch (error) {
      this.logger.warn(`Hand-off is left to the sweeper: ${(error as Error).message}`);
    }
  }
}
