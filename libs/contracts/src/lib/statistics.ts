import type { CircuitState } from './endpoint-lane';
import type { Delivery } from './delivery';
import type { EndpointId } from './ids';

/** What a series of statistics is cut into; days are those of UTC. */
export const STATISTICS_BUCKETS = ['hour', 'day'] as const;
export type StatisticsBucket = (typeof STATISTICS_BUCKETS)[number];

/**
 * How long receivers took to answer, in ms, over the attempts that got an answer. The percentiles are
 * estimated within buckets; from a minute on everything counts as a minute.
 */
export interface ResponseTimes {
  average: number;
  p50: number;
  p95: number;
  p99: number;
}

/** What became of deliveries. Test sends are not counted. */
export interface OutcomeCounts {
  /** Deliveries that ended so. */
  delivered: number;
  deadLetter: number;
  cancelled: number;
  /** Attempts that were made, and those of them that failed. */
  attempts: number;
  failedAttempts: number;
  /** Delivered ÷ delivered and dead letters, 0–1; `null` when none ended. */
  successRate: number | null;
  /** Attempts that succeeded ÷ attempts, 0–1; `null` when there were none. */
  attemptSuccessRate: number | null;
  /** `null` when nothing was answered. */
  responseTimeMs: ResponseTimes | null;
}

/** Attempts by what was answered; `none` stands for no answer. */
export interface ResponseCounts {
  '2xx': number;
  '3xx': number;
  '4xx': number;
  '5xx': number;
  other: number;
  none: number;
}

/** Deliveries that wait now, and that no process has taken. 10000 stands for more, of both together. */
export interface WaitingCounts {
  pending: number;
  retrying: number;
}

/** What became of deliveries in a period. Times are ISO 8601 in UTC. */
export interface Statistics {
  /** Begin of the first bucket. */
  from: string;
  /** End of the last bucket. */
  to: string;
  bucket: StatisticsBucket;
  totals: OutcomeCounts & { responses: ResponseCounts };
  waiting: WaitingCounts;
  /** By number of attempts, most first; at most 100. */
  byType: (OutcomeCounts & { eventType: string })[];
  /** By number of attempts, most first; at most 100. Endpoints that were deleted are among them. */
  byEndpoint: (OutcomeCounts & { endpointId: EndpointId })[];
  /** Every bucket of the period, in order, also the empty ones. */
  series: (OutcomeCounts & { start: string })[];
}

/**
 * `failing`: no attempt succeeded; `degraded`: fewer than 90 % did; `idle`: there were none.
 */
export const ENDPOINT_HEALTH_STATUSES = ['healthy', 'degraded', 'failing', 'idle'] as const;
export type EndpointHealthStatus = (typeof ENDPOINT_HEALTH_STATUSES)[number];

/** How an endpoint did in the last 24 hours. Times are ISO 8601 in UTC. */
export interface EndpointHealth {
  endpointId: EndpointId;
  status: EndpointHealthStatus;
  /** Since when attempts are counted: the begin of an hour. */
  from: string;
  attempts: number;
  failedAttempts: number;
  /** Attempts that succeeded ÷ attempts, 0–1; `null` when there were none. */
  successRate: number | null;
  /** The newest delivery to the endpoint, whatever became of it. */
  lastDelivery: Delivery | null;
  lastSuccessAt: string | null;
  lastFailureAt: string | null;
  /** The first failed attempt after the last one that succeeded; `null` when none has failed since. */
  failingSince: string | null;
  /** Whether it gets deliveries. */
  circuit: CircuitState;
  waiting: WaitingCounts;
}
