import type { EndpointHealthStatus } from '@hookline/contracts';
import type { AttemptSharesRow } from '../storage/sql/select-statistics';
import type { EndpointCondition } from './endpoint-search';

/** Whole hours before the current one that count for the health of an endpoint, beside that. */
export const HEALTH_HOURS = 24;
/** Fewer successes than this are worse than they should be. */
export const DEFAULT_SUCCESS_BOUND = 0.9;

/** What the share of attempts that succeeded says of an endpoint; `null` when there were none. */
export function healthStatus(successRate: number | null): EndpointHealthStatus {
  if (successRate === null) return 'idle';
  if (successRate === 0) return 'failing';
  return successRate < DEFAULT_SUCCESS_BOUND ? 'degraded' : 'healthy';
}

/** Picks the endpoints of one health. @param shares of all endpoints that had attempts */
export function healthCondition(
  health: EndpointHealthStatus,
  shares: readonly AttemptSharesRow[],
): EndpointCondition {
  const isIdle = health === 'idle';
  const ids = shares
    .filter(({ success_rate: rate }) => isIdle || healthStatus(rate) === health)
    .map(({ endpoint_id: id }) => id);
  const sql = isIdle ? 'endpoint.id <> ALL (:ids::uuid[])' : 'endpoint.id = ANY (:ids::uuid[])';
  return { sql, parameters: { ids } };
}
