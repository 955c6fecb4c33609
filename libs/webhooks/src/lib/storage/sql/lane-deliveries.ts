/**
 * What waits for a lane without an order, and what stands in line: conditions on a row of
 * `hookline.delivery d` in the words of the partial indexes `delivery_lane` and `delivery_line`.
 */
export const WAITS_FOR_LANE = `d.completed_at IS NULL AND d.owner IS NULL AND d.hold IN ('rate_limit', 'concurrency', 'circuit_open')`;

/** See {@link WAITS_FOR_LANE}. Whoever is out is in it, too: the others wait behind it. */
export const STANDS_IN_LINE = `d.completed_at IS NULL AND d.sequence IS NOT NULL`;
