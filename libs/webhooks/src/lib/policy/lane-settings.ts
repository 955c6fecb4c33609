import type { EndpointOrdering, EndpointRateLimit, HoldReason } from '@hookline/contracts';

/** Rate limit of an endpoint that asks for one without figures. */
export const DEFAULT_RATE_LIMIT: Readonly<EndpointRateLimit> = { perSecond: 10, burst: 20 };
/** Ordering of an endpoint that asks for one without saying which. */
export const DEFAULT_ORDERING: Readonly<EndpointOrdering> = { by: 'endpoint', onExhausted: 'halt' };

/**
 * What an endpoint's lane keeps to, over all processes; `null` for what is not set. It is all in the
 * endpoint's row: what waits in Postgres for a limit has to be found by it, which an answer of
 * `tenantDefaults`, anew each minute in each process, would not allow.
 */
export interface LaneSettings {
  concurrency: number | null;
  /** What counts: the endpoint's own limit, or the lower one that its receiver allowed. */
  rateLimit: EndpointRateLimit | null;
  ordering: EndpointOrdering | null;
}

/** Of a lane that keeps to nothing. */
export const NO_LIMITS: Readonly<LaneSettings> = {
  concurrency: null,
  rateLimit: null,
  ordering: null,
};

/**
 * Why a new delivery waits for the one process that sees to its endpoint's limits; `null` when none is
 * set. Of several, the strictest is named.
 */
export function laneHoldOf(settings: LaneSettings): HoldReason | null {
  if (settings.ordering !== null) return 'ordering';
  if (settings.rateLimit !== null) return 'rate_limit';
  return settings.concurrency === null ? null : 'concurrency';
}

/**
 * The limit that an endpoint has: neither figure of its own one exceeds what its receiver allowed, which
 * is in requests a minute. What is allowed goes out evenly, a second's worth at once.
 */
export function effectiveRateLimit(
  own: EndpointRateLimit | null,
  allowedPerMinute: number | null,
): EndpointRateLimit | null {
  if (allowedPerMinute === null) return own;
  const perSecond = allowedPerMinute / 60;
  const burst = Math.max(1, Math.ceil(perSecond));
  if (own === null) return { perSecond, burst };
  return { perSecond: Math.min(own.perSecond, perSecond), burst: Math.min(own.burst, burst) };
}
