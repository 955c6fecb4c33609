import type { DeliveryId, EndpointId } from './ids';

/**
 * Whether an endpoint gets deliveries: `closed` as usual, `open` none, `half_open` one to see whether it
 * is back, `ramping` bit by bit what was held.
 */
export const CIRCUIT_STATES = ['closed', 'open', 'half_open', 'ramping'] as const;
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/** Why it does not: it did not answer, or it asked for a pause (429 or 503 with `Retry-After`). */
export const CIRCUIT_REASONS = ['failures', 'asked'] as const;
export type CircuitReason = (typeof CIRCUIT_REASONS)[number];

/** How deliveries get through to an endpoint. Times are ISO 8601 in UTC. */
export interface EndpointLane {
  endpointId: EndpointId;
  circuit: CircuitState;
  /** `null` while the circuit is closed. */
  reason: CircuitReason | null;
  /** How often in a row the circuit opened. */
  openings: number;
  /** Until when nothing goes; `null` unless the circuit is open. */
  openUntil: string | null;
  /** Deliveries that wait for the lane. 10000 stands for more. */
  held: number;
  /** Dead letters at which lines halt, oldest first; at most 100. */
  halts: { deliveryId: DeliveryId; orderingKey: string }[];
}
