import { RESPONSE_TIME_BOUNDS_MS } from '../../storage/response-time-buckets';
import { percentile, responseTimes } from './response-times';

/** Counts by bucket for values in ms. */
function counted(values: readonly number[]): number[] {
  const counts = Array.from({ length: RESPONSE_TIME_BOUNDS_MS.length + 1 }, () => 0);
  for (const value of values) {
    const bucket = RESPONSE_TIME_BOUNDS_MS.filter((bound) => value >= bound).length;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

describe('percentile', () => {
  it('is within the bucket that the exact one lies in', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => 20 + index);
    for (const share of [0.01, 0.5, 0.9, 0.95, 0.99, 1]) {
      const exact = values[Math.ceil(share * values.length) - 1] ?? 0;
      const low = Math.max(...RESPONSE_TIME_BOUNDS_MS.filter((bound) => bound <= exact));
      const high = Math.min(...RESPONSE_TIME_BOUNDS_MS.filter((bound) => bound > exact));
      const found = percentile(counted(values), share);
      expect(found).toBeGreaterThanOrEqual(low);
      expect(found).toBeLessThanOrEqual(high);
    }
  });

  it('is exact for values that are spread evenly', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => 5_000 + index / 2);
    expect(percentile(counted(values), 0.5)).toBeCloseTo(6_250, 0);
  });

  it('knows nothing above a minute', () => {
    expect(percentile(counted([90_000]), 0.5)).toBe(60_000);
  });

  it('finds the one value among empty buckets', () => {
    expect(percentile(counted([600]), 0.99)).toBeGreaterThan(500);
    expect(percentile(counted([600]), 0.99)).toBeLessThanOrEqual(750);
  });
});

describe('responseTimes', () => {
  it('tells nothing of nothing', () => {
    expect(responseTimes([], 0)).toBeNull();
  });

  it('has the exact average', () => {
    expect(responseTimes(counted([10, 20, 60]), 90)).toMatchObject({ average: 30 });
  });
});
