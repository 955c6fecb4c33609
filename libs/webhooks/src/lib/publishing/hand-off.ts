import type { HoldReason } from '@hookline/contracts';
import type { DueDelivery } from '../storage/due-delivery';
import type { EventContent } from '../storage/event-draft';

/**
 * Port: takes committed deliveries on. Dispatch implements it. Nothing here is awaited by
 * `publish()`, and nothing throws: what is not taken stays due in Postgres, where a sweeper finds it.
 */
export interface HandOff {
  /**
   * The owner under which a new delivery to this endpoint may be inserted, with a place reserved for
   * it in this process; `null` when the process does not work, is full, stopping, or unsure of its
   * ownership.
   */
  reserve(endpointId: string, event: EventContent): string | null;
  /** Gives a reserved place back: the insert failed. */
  release(endpointId: string, event: EventContent): void;
  /** Why new deliveries to an endpoint wait for its lane, as far as this process knows; `null` when they do not. */
  holdOf(endpointId: string): HoldReason | null;
  /** Deliveries that were inserted as owned, each in its reserved place. */
  takeOwned(deliveries: DueDelivery[]): void;
  /** Ids (stored uuids) of deliveries that were committed unowned and are due. */
  wake(deliveryIds: string[]): void;
  /** Endpoints (stored uuids) whose lanes got deliveries. */
  wakeLanes(endpointIds: ReadonlySet<string>): void;
}

/** Injection token of the hand-off. */
export const HAND_OFF = Symbol('hookline:hand-off');
