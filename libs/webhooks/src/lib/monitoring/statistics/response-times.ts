import type { ResponseTimes } from '@hookline/contracts';
import { RESPONSE_TIME_BOUNDS_MS } from '../../storage/response-time-buckets';

/**
 * The value that a share of all counted values does not exceed, in ms. Values are taken as spread
 * evenly within their bucket.
 * @param counts by bucket
 * @param share 0–1
 */
export function percentile(counts: readonly number[], share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && below + count >= wanted) {
      const low = RESPONSE_TIME_BOUNDS_MS[bucket - 1] ?? 0;
      const high = RESPONSE_TIME_BOUNDS_MS[bucket] ?? low;
      return low + ((high - low) * Math.max(0, wanted - below)) / count;
    }
    below += count;
  }
  return 0;
}

/**
 * Average and percentiles, `null` when nothing was counted.
 * @param totalMs sum of all values
 */
export function responseTimes(counts: readonly number[], totalMs: number): ResponseTimes | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const at = (share: number): number => round(percentile(counts, share));
  return { average: round(totalMs / all), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
