import type { Statement } from '../database';
import { END_IF_CANCELLED, IS_LIVE, isOwnedBy } from './by-primary-key';
import { countEnded } from './count-outcomes';
import type { Settlement } from '../settlement';

/**
 * Gives owned deliveries up without an attempt: back to due, held, or a dead letter. Fenced by owner.
 * Only an endpoint that is paused at this very moment holds anything: its row is locked and read as
 * it is now, so that no delivery is held behind a resume or a deletion that has just passed. The
 * others go back to where they were, to be judged again: what a lane has let through, to its lane. What is held is
 * due as soon as that ends, oldest first. What was cancelled meanwhile ends so. On the limit, see `RECORD_ATTEMPTS`.
 */
export const SETTLE_DELIVERIES: Statement = {
  name: 'hookline_settle_deliveries',
  text: `
WITH settled AS (
  SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::float8[], $5::text[], $6::text[], $7::float8[])
    AS s (id, owner, endpoint_id, due_at, hold, reason, completed_at)
  LIMIT cardinality($1::uuid[])
), paused AS (
  SELECT id FROM hookline.endpoint
  WHERE id IN (SELECT endpoint_id FROM settled WHERE hold = 'paused')
    AND NOT active AND disabled_reason IS DISTINCT FROM 'gone' AND deleted_at IS NULL
  ORDER BY id FOR SHARE
), changed AS (
UPDATE hookline.delivery d SET
  owner = NULL,
  due_at = CASE WHEN s.hold IS NOT NULL THEN d.created_at ELSE coalesce(to_timestamp(s.due_at / 1000.0), d.due_at) END,
  hold = CASE
    WHEN d.status = 'cancelled' OR s.reason IS NOT NULL THEN NULL
    WHEN s.hold IS NULL OR s.hold = 'paused' AND s.endpoint_id NOT IN (SELECT id FROM paused) THEN d.hold
    ELSE s.hold END,
  dead_letter_reason = CASE WHEN d.status <> 'cancelled' THEN s.reason END,
  status = CASE WHEN s.reason IS NULL OR d.status = 'cancelled' THEN d.status ELSE 'dead_letter' END,
  completed_at = coalesce(${END_IF_CANCELLED}, to_timestamp(s.completed_at / 1000.0))
FROM settled s
WHERE d.id = s.id AND ${isOwnedBy('s.owner')} AND ${IS_LIVE}
RETURNING d.id, d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
), counted AS (
${countEnded('changed')}
)
SELECT id FROM changed`,
};

/** The values of {@link SETTLE_DELIVERIES}. */
export function settleDeliveriesValues(settlements: readonly Settlement[]): unknown[] {
  return [
    settlements.map(({ delivery }) => delivery.id),
    settlements.map(({ delivery }) => delivery.owner),
    settlements.map(({ delivery }) => delivery.endpointId),
    settlements.map((settlement) => (settlement.kind === 'release' ? settlement.dueAt : null)),
    settlements.map((settlement) => (settlement.kind === 'hold' ? settlement.reason : null)),
    settlements.map((settlement) => (settlement.kind === 'dead_letter' ? settlement.reason : null)),
    settlements.map((settlement) => (settlement.kind === 'dead_letter' ? settlement.at : null)),
  ];
}
