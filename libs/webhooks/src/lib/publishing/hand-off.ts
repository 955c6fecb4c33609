import type { DueDelivery } from '../storage/due-delivery';

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
  reserve(endpointId: string): string | null;
  /** Gives a reserved place back: the insert failed. */
  release(endpointId: string): void;
  /** Deliveries that were inserted as owned, each in its reserved place. */
  takeOwned(deliveries: DueDelivery[]): void;
  /** Ids (stored uuids) of deliveries that were committed unowned and are due. */
  wake(deliveryIds: string[]): void;
}

/** Injection token of the hand-off. */
export const HAND_OFF = Symbol('hookline:hand-off');
