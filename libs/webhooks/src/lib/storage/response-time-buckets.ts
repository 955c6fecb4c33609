/**
 * Bounds of the buckets that response times are counted in, in ms. Bucket 0 is what took less than the
 * first bound, the last one what took as long as the last bound or longer: no endpoint has a longer
 * timeout. They are part of what is stored: a change would give old counts another meaning.
 */
export const RESPONSE_TIME_BOUNDS_MS: readonly number[] = [
  5, 10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500,
  10_000, 15_000, 30_000, 60_000,
];

/** The bucket of a delivery that ended without an attempt. */
export const WITHOUT_ATTEMPT = -1;
