/** Deliveries a second that an endpoint gets at first, when it is back. */
export const RAMP_RATE = 10;
/** After which time it gets twice as many, in ms: 1,000 a second after less than seven seconds. */
export const RAMP_DOUBLING_MS = 1_000;

/** How many deliveries an endpoint may have got `elapsedMs` after it came back. */
export function rampedUpTo(elapsedMs: number): number {
  const doublings = Math.max(0, elapsedMs) / RAMP_DOUBLING_MS;
  return Math.floor(1 + (RAMP_RATE * RAMP_DOUBLING_MS * (2 ** doublings - 1)) / (1_000 * Math.LN2));
}
