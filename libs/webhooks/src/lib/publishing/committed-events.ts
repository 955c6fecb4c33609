import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { PipelineCounts } from '../common/pipeline-counts';
import type { DueDelivery } from '../storage/due-delivery';
import type { DeliveryDraft, EventContent, EventDraft } from '../storage/event-draft';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { DEFAULT_PRIORITY } from './addressed-event';
import { EventObservers } from './event-observers';
import { HAND_OFF, type HandOff } from './hand-off';

const NOBODY: ReadonlySet<string> = new Set();

/** Passes events on to the hand-off and to observers once they are committed; reserves places for them before. */
@Injectable()
export class CommittedEvents {
  constructor(
    @Inject(HAND_OFF) private readonly target: HandOff,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly counts: PipelineCounts,
    private readonly observers: EventObservers,
  ) {}

  /** When a sweeper may take an unowned delivery that is inserted now: its hand-off comes first, if there is one. */
  dueAt({ handedOff }: { handedOff: boolean } = { handedOff: true }): number {
    return this.clock.now() + (handedOff ? this.config.publishing.transactionGraceMs : 0);
  }

  /** Gives each delivery that needs not wait for its lane an owner, as far as this process has places. */
  reserve(drafts: readonly EventDraft[]): void {
    for (const { content, deliveries } of drafts) {
      for (const delivery of deliveries) {
        delivery.hold ??= this.target.holdOf(delivery.endpointId);
        if (delivery.hold === null) {
          delivery.owner = this.target.reserve(delivery.endpointId, content);
        }
      }
    }
  }

  /** Undoes {@link reserve}: the insert failed. */
  release(drafts: readonly EventDraft[]): void {
    for (const { content, deliveries } of drafts) {
      for (const delivery of deliveries) {
        if (delivery.owner !== null) this.target.release(delivery.endpointId, content);
        delivery.owner = null;
      }
    }
  }

  /**
   * After the commit: owned deliveries go straight on, the others are due in Postgres.
   * @param yielding tenants that give way: what nobody owns of theirs is left to the sweepers, but for what is urgent
   */
  handOff(drafts: readonly EventDraft[], yielding: ReadonlySet<string> = NOBODY): void {
    const owned: DueDelivery[] = [];
    const unowned: string[] = [];
    const lanes = new Set<string>();
    for (const { content, deliveries } of drafts) {
      this.counts.published.add(1, content.type);
      const woken = isLeft(content, yielding) ? [] : unowned;
      for (const delivery of deliveries) {
        if (delivery.hold !== null) lanes.add(delivery.endpointId);
        else if (delivery.owner !== null)
          owned.push(toDueDelivery(content, delivery, delivery.owner));
        else woken.push(delivery.id);
      }
    }
    if (owned.length > 0) this.target.takeOwned(owned);
    if (unowned.length > 0) this.target.wake(unowned);
    if (lanes.size > 0) this.target.wakeLanes(lanes);
    this.observers.notify(drafts);
  }
}

/** Whether what nobody owns of an event is left to the sweepers. */
function isLeft({ tenantId, priority }: EventContent, yielding: ReadonlySet<string>): boolean {
  return priority <= DEFAULT_PRIORITY && yielding.has(tenantId);
}

function toDueDelivery(
  event: EventContent,
  { id, endpointId }: DeliveryDraft,
  owner: string,
): DueDelivery {
  return {
    id,
    eventId: event.id,
    endpointId,
    tenantId: event.tenantId,
    eventType: event.type,
    trigger: event.trigger,
    priority: event.priority,
    createdAt: event.createdAt,
    expiresAt: event.expiresAt,
    attempts: 0,
    body: event.body,
    drained: false,
    owner,
  };
}
