import type { Statement } from '../database';
import { STANDS_IN_LINE, WAITS_FOR_LANE } from './lane-deliveries';
import type { LaneBlockRow } from './lane-blocks';
import { BACKLOG_LIMIT } from './select-backlog';

/** Most halts that are told one by one. */
const MOST_HALTS = 100;

/** The lane of endpoint `$1`: its block, what is held (no more than {@link BACKLOG_LIMIT}), and where lines halt. */
export const SELECT_LANE_STATE: Statement = {
  name: 'hookline_select_lane_state',
  text: `
SELECT l.phase, l.block_reason AS reason, coalesce(l.openings, 0) AS openings, extract(epoch FROM l.block_at)::float8 * 1000 AS at,
  (SELECT count(*)::int FROM (
    SELECT FROM hookline.delivery d WHERE d.endpoint_id = $1::uuid AND ${WAITS_FOR_LANE}
    UNION ALL
    SELECT FROM hookline.delivery d WHERE d.endpoint_id = $1::uuid AND ${STANDS_IN_LINE} AND d.owner IS NULL
    LIMIT ${BACKLOG_LIMIT}) held) AS held,
  (SELECT coalesce(json_agg(json_build_object('id', h.id, 'key', h.ordering_key) ORDER BY h.id), '[]') FROM (
    SELECT d.id, d.ordering_key FROM hookline.delivery d WHERE d.endpoint_id = $1::uuid AND d.hold = 'halted'
    ORDER BY d.ordering_key LIMIT ${MOST_HALTS}) h) AS halts
FROM (SELECT 1) one LEFT JOIN hookline.lane l ON l.endpoint_id = $1::uuid`,
};

/** The row of {@link SELECT_LANE_STATE}. */
export interface LaneStateRow extends Omit<
  LaneBlockRow,
  'endpoint_id' | 'phase' | 'reason' | 'at'
> {
  /** `null` for an endpoint whose lane was never needed. */
  phase: LaneBlockRow['phase'] | 'closed' | null;
  reason: LaneBlockRow['reason'] | null;
  at: number | null;
  held: number;
  halts: { id: string; key: string }[];
}

/** Lets endpoint `$1` have what is held, bit by bit, from `$2` (clock time in ms) on. A row comes back when it was open. */
export const RESET_LANE: Statement = {
  name: 'hookline_reset_lane',
  text: `
UPDATE hookline.lane SET phase = 'ramping', openings = 0, block_at = to_timestamp($2::float8 / 1000.0)
WHERE endpoint_id = $1::uuid AND phase = 'open' RETURNING endpoint_id`,
};
