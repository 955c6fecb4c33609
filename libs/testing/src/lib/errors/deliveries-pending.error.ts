import type { LiveDelivery } from '../clock/live-delivery';

/** Deliveries that do not come to an end, whatever the clock says. `deliveries` names them. */
export class DeliveriesPendingError extends Error {
  readonly code = 'HOOKLINE_TESTING_DELIVERIES_PENDING';
  override readonly name = 'DeliveriesPendingError';

  constructor(
    message: string,
    readonly deliveries: readonly LiveDelivery[],
  ) {
    super(message);
  }
}
