import type { DeliveryStatus } from './delivery';
import type { EndpointId, ReplayId } from './ids';

/** Where a replay is in its life. `completed` and `cancelled` are final. */
export const REPLAY_STATUSES = ['running', 'completed', 'cancelled'] as const;
export type ReplayStatus = (typeof REPLAY_STATUSES)[number];

/** The statuses of deliveries that can be replayed: the final ones. */
export const REPLAYABLE_STATUSES = [
  'delivered',
  'dead_letter',
  'cancelled',
] as const satisfies readonly DeliveryStatus[];
export type ReplayableStatus = (typeof REPLAYABLE_STATUSES)[number];

/** Many events that are delivered again, as the HTTP API shows it. Times are ISO 8601 in UTC. */
export interface Replay {
  id: ReplayId;
  tenantId: string;
  status: ReplayStatus;
  /** `null` for all endpoints. */
  endpointId: EndpointId | null;
  /** Patterns; empty for all. */
  eventTypes: string[];
  /** What the latest delivery of an event has to have come to; empty when only missing ones are replayed. */
  statuses: ReplayableStatus[];
  /** Whether it replays what never had a delivery to the endpoint. */
  missing: boolean;
  from: string | null;
  to: string | null;
  /** Most deliveries that it makes in a second. */
  ratePerSecond: number;
  /** Deliveries that there were to make when it began; `null` when there were too many to count. */
  total: number | null;
  /** Deliveries that it has made. */
  replayed: number;
  createdAt: string;
  completedAt: string | null;
}
