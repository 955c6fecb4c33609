import type { Attempt } from './attempt';
import type { DeliveryId, EndpointId, EventId } from './ids';

/**
 * Where a delivery is in its life. `in_progress`: a live process owns it; `retrying`: at least one
 * attempt failed and the next is planned. `delivered`, `dead_letter` and `cancelled` are final.
 */
export const DELIVERY_STATUSES = [
  'pending',
  'in_progress',
  'retrying',
  'delivered',
  'dead_letter',
  'cancelled',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why a delivery that is due does not go out yet. */
export const HOLD_REASONS = [
  'rate_limit',
  'paused',
  'circuit_open',
  'ordering',
  'unverified',
  'concurrency',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/**
 * Why a delivery will not be tried again: `exhausted` (no attempts left), `rejected` (the receiver
 * answered a status that is not retried, or the request may not be sent at all), `gone` (410),
 * `expired` (too late to be useful), `endpoint_deleted`.
 */
export const DEAD_LETTER_REASONS = [
  'exhausted',
  'rejected',
  'gone',
  'expired',
  'endpoint_deleted',
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** What brought a delivery into being. */
export const DELIVERY_TRIGGERS = ['publish', 'retry', 'replay', 'test'] as const;
export type DeliveryTrigger = (typeof DELIVERY_TRIGGERS)[number];

/** One event on its way to one endpoint, as the HTTP API shows it. Times are ISO 8601 in UTC. */
export interface Delivery {
  id: DeliveryId;
  eventId: EventId;
  eventType: string;
  endpointId: EndpointId;
  tenantId: string;
  status: DeliveryStatus;
  trigger: DeliveryTrigger;
  holdReason: HoldReason | null;
  deadLetterReason: DeadLetterReason | null;
  /** Whether those behind it in line wait until somebody repeats or skips this dead letter. */
  haltsLine: boolean;
  /** Attempts made so far. */
  attempts: number;
  priority: number;
  retryOf: DeliveryId | null;
  /** The latest repetition of this one. */
  retriedBy: DeliveryId | null;
  createdAt: string;
  /** From then on it is not sent any more; `null` for never. */
  expiresAt: string | null;
  lastAttemptAt: string | null;
  nextAttemptAt: string | null;
  completedAt: string | null;
}

/** A delivery and what became of each of its attempts. */
export interface DeliveryWithAttempts extends Delivery {
  /** In the order in which they were made. */
  attemptLog: Attempt[];
}
