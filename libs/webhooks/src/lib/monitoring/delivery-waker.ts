/**
 * Port: is told of deliveries that were written without an owner and are due now. The hand-off
 * implements it. Nothing is awaited, and nothing throws: what is not taken is found by a sweeper.
 */
export interface DeliveryWaker {
  /** @param deliveryIds stored uuids */
  wake(deliveryIds: string[]): void;
}

/** Injection token of the waker. */
export const DELIVERY_WAKER = Symbol('hookline:delivery-waker');
