/**
 * The middle value; of an even number of values, the mean of the middle two.
 * @throws RangeError when there is none
 */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * The value below which this share (0–1) lies, between two values in proportion.
 * @throws RangeError when there is none
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError('No values.');
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * One ratio for each round. Rounds are compared with themselves, since a machine that others use too
 * is never the same for long.
 * @throws RangeError when there are not as many of the one as of the other
 */
export function ratios(values: readonly number[], bases: readonly number[]): number[] {
  if (values.length !== bases.length) throw new RangeError('Each round needs both values.');
  return values.map((value, round) => value / (bases[round] ?? NaN));
}

/** The mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
