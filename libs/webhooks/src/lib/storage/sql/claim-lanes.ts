import type { Statement } from '../database';
import { type ClaimedRow, CLAIMED_COLUMNS, SELECT_CLAIMED } from './claimed-row';
import { STANDS_IN_LINE, WAITS_FOR_LANE } from './lane-deliveries';

/**
 * The lanes that are asked for, as far as `$1` is their owner; locked, so that nobody becomes it
 * meanwhile. What it took out of their buckets is written down first: whoever takes over finds no token
 * that was used.
 */
const MINE = `wanted AS (
  SELECT * FROM unnest($3::uuid[], $4::int[], $5::int[], $6::float8[], $7::text[], $8::boolean[])
    AS w (endpoint_id, epoch, count, tokens, after, halts)
), mine AS MATERIALIZED (
  SELECT w.* FROM wanted w JOIN hookline.lane l ON l.endpoint_id = w.endpoint_id
  WHERE l.owner = $1::bigint AND l.epoch = w.epoch
  ORDER BY l.endpoint_id FOR UPDATE OF l
), drawn AS (
  UPDATE hookline.lane l SET tokens = m.tokens, tokens_at = to_timestamp($2::float8 / 1000.0)
  FROM mine m WHERE l.endpoint_id = m.endpoint_id AND m.tokens IS NOT NULL
)`;

/** Claims what was picked. Each lane of mine comes back, with its deliveries or alone. */
const CLAIM_PICKED = `claimed AS (
  UPDATE hookline.delivery d SET owner = $1::bigint
  FROM picked p WHERE d.id = p.id
  RETURNING ${CLAIMED_COLUMNS}, d.ordering_key
), complete AS (
${SELECT_CLAIMED}
)
SELECT m.endpoint_id AS lane, c.* FROM mine m LEFT JOIN complete c ON c.endpoint_id = m.endpoint_id`;

/**
 * Takes what waits for lanes without an order: `$1` owner, `$2` clock time in ms, and for each lane its
 * endpoint, epoch, how many, the tokens left after that, and what lines need. Higher priorities first, then
 * what fell due first.
 */
export const CLAIM_LANES: Statement = {
  name: 'hookline_claim_lanes',
  text: `
WITH ${MINE}, picked AS MATERIALIZED (
  SELECT p.id FROM mine m CROSS JOIN LATERAL (
    SELECT d.id FROM hookline.delivery d
    WHERE d.endpoint_id = m.endpoint_id AND ${WAITS_FOR_LANE} AND d.due_at <= to_timestamp($2::float8 / 1000.0)
    ORDER BY d.priority DESC, d.due_at
    LIMIT m.count
    FOR UPDATE SKIP LOCKED
  ) p
), ${CLAIM_PICKED}`,
};

/**
 * Takes the heads of lines: of each key its first delivery, unless it is out, not due yet, or the line
 * halts. Values as of {@link CLAIM_LANES}, and the key from which on lines are looked at, so that each
 * gets its turn however many there are, and whether they halt.
 */
export const CLAIM_LINES: Statement = {
  name: 'hookline_claim_lines',
  text: `
WITH ${MINE}, heads AS MATERIALIZED (
  SELECT h.id FROM mine m CROSS JOIN LATERAL (
    WITH RECURSIVE head AS (
      (${head('d.ordering_key >= m.after')})
      UNION ALL
      SELECT n.* FROM head h CROSS JOIN LATERAL (${head('d.ordering_key > h.ordering_key')}) n
    )
    SELECT h.id FROM head h
    WHERE h.owner IS NULL AND h.hold = 'ordering' AND h.due_at <= to_timestamp($2::float8 / 1000.0)
      AND NOT (m.halts AND EXISTS (SELECT 1 FROM hookline.delivery x
        WHERE x.endpoint_id = m.endpoint_id AND x.ordering_key = h.ordering_key AND x.hold = 'halted'))
    LIMIT m.count
  ) h
), picked AS MATERIALIZED (
  SELECT d.id FROM hookline.delivery d
  WHERE d.id IN (SELECT id FROM heads) AND d.owner IS NULL AND d.hold = 'ordering' AND d.completed_at IS NULL
  FOR UPDATE SKIP LOCKED
), ${CLAIM_PICKED}`,
};

function head(condition: string): string {
  return `SELECT d.id, d.ordering_key, d.owner, d.hold, d.due_at FROM hookline.delivery d
        WHERE d.endpoint_id = m.endpoint_id AND ${STANDS_IN_LINE} AND ${condition}
        ORDER BY d.ordering_key, d.sequence, d.id LIMIT 1`;
}

/** A lane and one of its deliveries; of a lane without any, only `lane` is there. */
export type ClaimedLaneRow =
  ({ lane: string; ordering_key: string | null } & ClaimedRow) | { lane: string; id: null };

/** What is wanted of a lane. */
export interface WantedLane {
  endpointId: string;
  epoch: number;
  count: number;
  /** What is left in its bucket when so many have gone; `null` without one. */
  tokens: number | null;
  /** For lines: the key to begin at. */
  after: string;
  /** For lines: whether they stop at a dead letter. */
  halts: boolean;
}

/** The values of {@link CLAIM_LANES} and {@link CLAIM_LINES}. */
export function claimLanesValues(
  owner: string,
  now: number,
  lanes: readonly WantedLane[],
): unknown[] {
  return [
    owner,
    now,
    lanes.map(({ endpointId }) => endpointId),
    lanes.map(({ epoch }) => epoch),
    lanes.map(({ count }) => count),
    lanes.map(({ tokens }) => tokens),
    lanes.map(({ after }) => after),
    lanes.map(({ halts }) => halts),
  ];
}
