import type { OrderingContinuation, OrderingScope } from '@hookline/contracts';
import { effectiveRateLimit, type LaneSettings } from '../../policy/lane-settings';
import { laneFieldsOf } from '../lane-fields';

/** What the lane of an endpoint `e` keeps to. */
export const LANE_COLUMNS =
  'e.concurrency, e.rate_per_second, e.rate_burst, e.allowed_rate, e.ordering_by, e.ordering_on_exhausted';

/** What {@link LANE_COLUMNS} hold. */
export interface LaneRow {
  concurrency: number | null;
  rate_per_second: number | null;
  rate_burst: number | null;
  /** Requests a minute. */
  allowed_rate: number | null;
  ordering_by: OrderingScope | null;
  ordering_on_exhausted: OrderingContinuation | null;
}

/** The settings that count: the endpoint's own ones, within what its receiver allowed. */
export function laneOf(row: LaneRow): LaneSettings {
  const own = laneFieldsOf({
    concurrency: row.concurrency,
    ratePerSecond: row.rate_per_second,
    rateBurst: row.rate_burst,
    orderingBy: row.ordering_by,
    orderingOnExhausted: row.ordering_on_exhausted,
  });
  return { ...own, rateLimit: effectiveRateLimit(own.rateLimit, row.allowed_rate) };
}
