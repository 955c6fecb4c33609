import type { Statement } from '../database';
import { STANDS_IN_LINE, WAITS_FOR_LANE } from './lane-deliveries';

/**
 * Makes owner `$1` the owner of lanes that have something to do and no owner, or one whose life was ended;
 * of the endpoints `$2` only, unless that is `null`; at most `$3`. Which lanes have something to do is a walk
 * along two small partial indexes, one step for each endpoint.
 */
export const TAKE_LANES: Statement = {
  name: 'hookline_take_lanes',
  text: `
WITH RECURSIVE waiting AS (
  ${firstEndpoint(WAITS_FOR_LANE)}
  UNION ALL
  ${nextEndpoint('waiting', WAITS_FOR_LANE)}
), lined AS (
  ${firstEndpoint(STANDS_IN_LINE)}
  UNION ALL
  ${nextEndpoint('lined', STANDS_IN_LINE)}
), busy AS (
  SELECT id FROM waiting WHERE id IS NOT NULL
  UNION
  SELECT id FROM lined WHERE id IS NOT NULL
), free AS (
  SELECT b.id FROM busy b LEFT JOIN hookline.lane l ON l.endpoint_id = b.id
  WHERE ${isFree('l')} AND ($2::uuid[] IS NULL OR b.id = ANY ($2::uuid[]))
  LIMIT $3::int
)
INSERT INTO hookline.lane AS l (endpoint_id, owner, epoch)
SELECT id, $1::bigint, 1 FROM free ORDER BY id
ON CONFLICT (endpoint_id) DO UPDATE SET owner = excluded.owner, epoch = l.epoch + 1
WHERE ${isFree('l')}
RETURNING l.endpoint_id, l.epoch, l.tokens, extract(epoch FROM l.tokens_at)::float8 * 1000 AS tokens_at`,
};

function firstEndpoint(condition: string): string {
  return `(SELECT (SELECT d.endpoint_id FROM hookline.delivery d WHERE ${condition} ORDER BY d.endpoint_id LIMIT 1) AS id)`;
}

function nextEndpoint(walk: string, condition: string): string {
  return `SELECT (SELECT d.endpoint_id FROM hookline.delivery d WHERE ${condition} AND d.endpoint_id > w.id
    ORDER BY d.endpoint_id LIMIT 1) FROM ${walk} w WHERE w.id IS NOT NULL`;
}

function isFree(lane: string): string {
  return `NOT EXISTS (SELECT 1 FROM hookline.worker w WHERE w.id = ${lane}.owner)`;
}

/** A row of {@link TAKE_LANES}. */
export interface TakenLaneRow {
  endpoint_id: string;
  epoch: number;
  /** What the owner before left in its bucket; `null` when nobody drew from it. */
  tokens: number | null;
  /** Clock time in ms. */
  tokens_at: number | null;
}
