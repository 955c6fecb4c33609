import type { CircuitReason } from '@hookline/contracts';
import type { Statement } from '../database';

/** The endpoints that are blocked, of those that may get anything. They are few, and in an index of their own. */
export const SELECT_LANE_BLOCKS: Statement = {
  name: 'hookline_select_lane_blocks',
  text: `
SELECT l.endpoint_id, l.phase, l.block_reason AS reason, l.openings, extract(epoch FROM l.block_at)::float8 * 1000 AS at
FROM hookline.lane l JOIN hookline.endpoint e ON e.id = l.endpoint_id
WHERE l.phase <> 'closed' AND e.active AND e.deleted_at IS NULL`,
};

/** A row of {@link SELECT_LANE_BLOCKS}. */
export interface LaneBlockRow {
  endpoint_id: string;
  phase: 'open' | 'ramping';
  reason: CircuitReason;
  openings: number;
  /** Clock time in ms. */
  at: number;
}

/**
 * Blocks endpoint `$1`: phase `$2`, reason `$3`, openings `$4`, at `$5` (clock time in ms). What another
 * process found out meanwhile counts when it lasts longer; the end of a ramp never undoes it. Answers the
 * tenant, and whether the endpoint was not blocked before; no row when nothing was written.
 */
export const BLOCK_LANE: Statement = {
  name: 'hookline_block_lane',
  text: `
WITH before AS (
  SELECT phase FROM hookline.lane WHERE endpoint_id = $1::uuid
)
INSERT INTO hookline.lane AS l (endpoint_id, phase, block_reason, openings, block_at)
VALUES ($1::uuid, $2::text, $3::text, $4::int, to_timestamp($5::float8 / 1000.0))
ON CONFLICT (endpoint_id) DO UPDATE SET
  phase = excluded.phase, block_reason = excluded.block_reason, openings = excluded.openings, block_at = excluded.block_at
WHERE l.phase <> 'open' OR excluded.phase = 'ramping' OR excluded.block_at > l.block_at
RETURNING (SELECT tenant_id FROM hookline.endpoint WHERE id = $1::uuid) AS tenant_id,
  coalesce((SELECT phase FROM before), 'closed') = 'closed' AS was_closed`,
};

/** The row of {@link BLOCK_LANE}. */
export interface BlockedLaneRow {
  tenant_id: string;
  was_closed: boolean;
}

/**
 * Holds what is due for endpoints `$1`, whose circuits are open, at clock time `$2` in ms: at most `$3`.
 * A backlog that nobody may send is not taken into memory to find that out. On the second limit, see
 * `RECORD_ATTEMPTS`.
 */
export const HOLD_DUE: Statement = {
  name: 'hookline_hold_due',
  text: `
WITH due AS MATERIALIZED (
  SELECT p.id FROM unnest($1::uuid[]) AS e (id) CROSS JOIN LATERAL (
    SELECT d.id FROM hookline.delivery d
    WHERE d.endpoint_id = e.id AND d.completed_at IS NULL AND d.owner IS NULL AND d.hold IS NULL
      AND d.due_at <= to_timestamp($2::float8 / 1000.0) AND d.trigger <> 'test'
    ORDER BY d.endpoint_id, d.hold, d.due_at
    LIMIT $3::int
    FOR UPDATE SKIP LOCKED
  ) p
  LIMIT $3::int
), held AS (
  UPDATE hookline.delivery d SET hold = 'circuit_open', due_at = d.created_at
  FROM (SELECT id FROM due LIMIT $3::int) due
  WHERE d.id = due.id
  RETURNING d.id
)
SELECT count(*)::int AS held FROM held`,
};

/** The row of {@link HOLD_DUE}. */
export interface HeldRow {
  held: number;
}

/**
 * Ends the block of endpoint `$1` for its lane's owner `$2`, when nothing is held for it any more.
 * A row comes back when it did.
 */
export const UNBLOCK_LANE: Statement = {
  name: 'hookline_unblock_lane',
  text: `
UPDATE hookline.lane l SET phase = 'closed', openings = 0, block_reason = NULL, block_at = NULL
WHERE l.endpoint_id = $1::uuid AND l.owner = $2::bigint AND l.phase = 'ramping'
  AND NOT EXISTS (SELECT 1 FROM hookline.delivery d
    WHERE d.endpoint_id = $1::uuid AND d.completed_at IS NULL AND d.owner IS NULL AND d.hold = 'circuit_open')
RETURNING l.endpoint_id`,
};

/** Gives lanes `$2` of owner `$1` up; whoever finds something to do takes them. */
export const RELEASE_LANES: Statement = {
  name: 'hookline_release_lanes',
  text: `UPDATE hookline.lane SET owner = NULL WHERE endpoint_id = ANY ($2::uuid[]) AND owner = $1::bigint`,
};
