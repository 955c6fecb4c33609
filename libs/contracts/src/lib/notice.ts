import type { DeadLetterReason } from './delivery';
import type { DisabledReason } from './endpoint';
import type { DeliveryId, EndpointId, EventId } from './ids';

/** What the types of all notices begin with. No other event may begin so. */
export const NOTICE_PREFIX = 'hookline.';

/** Whether an event type is that of a notice: an event about webhooks themselves. */
export function isNoticeType(eventType: string): boolean {
  return eventType.startsWith(NOTICE_PREFIX);
}

/** A delivery that became a dead letter, as a notice tells it. */
export interface DeadLetteredDelivery {
  deliveryId: DeliveryId;
  eventId: EventId;
  eventType: string;
  reason: DeadLetterReason;
  /** Attempts made. */
  attempts: number;
  completedAt: string;
}

/** What each notice tells, by its type. Times are ISO 8601 in UTC. */
export interface NoticeData {
  /** Attempts to an endpoint fail again and again. */
  'hookline.endpoint.failing': {
    endpointId: EndpointId;
    /** The first failed attempt after the last one that succeeded. */
    failingSince: string;
    /** Failed attempts in a row. */
    failedAttempts: number;
    /** When it is switched off unless an attempt succeeds; `null` for never. */
    disablesAt: string | null;
  };
  /** An attempt succeeded after `hookline.endpoint.failing`. */
  'hookline.endpoint.recovered': {
    endpointId: EndpointId;
    failingSince: string;
    recoveredAt: string;
  };
  /** An endpoint was switched off. */
  'hookline.endpoint.disabled': {
    endpointId: EndpointId;
    reason: DisabledReason;
    disabledAt: string;
  };
  /** An endpoint was switched on. */
  'hookline.endpoint.enabled': { endpointId: EndpointId; enabledAt: string };
  /** An endpoint has a new signing secret. */
  'hookline.endpoint.secret_rotated': {
    endpointId: EndpointId;
    /** First characters of the new secret. */
    secretPrefix: string;
    /** At the latest then those before it stop signing beside it. */
    previousExpireAt: string;
  };
  /** Deliveries to an endpoint are held, because it does not answer. */
  'hookline.endpoint.circuit_opened': {
    endpointId: EndpointId;
    openedAt: string;
    /** When it is tried again. */
    nextProbeAt: string;
  };
  /** Deliveries to an endpoint became dead letters. */
  'hookline.delivery.dead_lettered': {
    endpointId: EndpointId;
    /** How many did. */
    count: number;
    /** When the first and the last of them did. */
    from: string;
    to: string;
    /** The newest of them, at most 100. */
    deliveries: DeadLetteredDelivery[];
  };
}

/** The type of a notice. */
export type NoticeType = keyof NoticeData;
