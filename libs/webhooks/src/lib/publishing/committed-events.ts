import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { PipelineCounts } from '../common/pipeline-counts';
import type { DueDelivery } from '../storage/due-delivery';
import type { DeliveryDraft, EventDraft } from '../storage/event-draft';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { HAND_OFF, type HandOff } from './hand-off';

/** Passes events on to the hand-off once they are committed; reserves places for them before. */
@Injectable()
export class CommittedEvents {
  constructor(
    @Inject(HAND_OFF) private readonly target: HandOff,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly counts: PipelineCounts,
  ) {}

  /** When a sweeper may take an unowned delivery that is inserted now: its hand-off comes first. */
  dueAt(): number {
    return this.clock.now() + this.config.publishing.transactionGraceMs;
  }

  /** Gives each delivery an owner, as far as this process has places. */
  reserve(drafts: readonly EventDraft[]): void {
    for (const { deliveries } of drafts) {
      for (const delivery of deliveries) delivery.owner = this.target.reserve(delivery.endpointId);
    }
  }

  /** Undoes {@link reserve}: the insert failed. */
  release(drafts: readonly EventDraft[]): void {
    for (const { deliveries } of drafts) {
      for (const delivery of deliveries) {
        if (delivery.owner !== null) this.target.release(delivery.endpointId);
        delivery.owner = null;
      }
    }
  }

  /** After the commit: owned deliveries go straight on, the others are due in Postgres. */
  handOff(drafts: readonly EventDraft[]): void {
    const owned: DueDelivery[] = [];
    const unowned: string[] = [];
    for (const draft of drafts) {
      this.counts.published.add(1, draft.type);
      for (const delivery of draft.deliveries) {
        if (delivery.owner === null) unowned.push(delivery.id);
        else owned.push(toDueDelivery(draft, delivery, delivery.owner));
      }
    }
    if (owned.length > 0) this.target.takeOwned(owned);
    if (unowned.length > 0) this.target.wake(unowned);
  }
}

function toDueDelivery(
  draft: EventDraft,
  { id, endpointId }: DeliveryDraft,
  owner: string,
): DueDelivery {
  return {
    id,
    eventId: draft.id,
    endpointId,
    tenantId: draft.tenantId,
    eventType: draft.type,
    trigger: draft.trigger,
    priority: draft.priority,
    createdAt: draft.createdAt,
    attempts: 0,
    body: draft.body,
    owner,
  };
}
