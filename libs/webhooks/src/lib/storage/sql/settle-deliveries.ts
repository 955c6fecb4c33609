import type { Statement } from '../database';
import { IS_LIVE, isOwnedBy } from './by-primary-key';
import type { Settlement } from '../settlement';

/**
 * Gives owned deliveries up without an attempt: back to due, held, or a dead letter. Fenced by owner.
 * Only an endpoint that is paused at this very moment holds anything: its row is locked and read as
 * it is now, so that no delivery is held behind a resume or a deletion that has just passed. The
 * others go back to due, to be judged again. On the limit, see `RECORD_ATTEMPTS`.
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
)
UPDATE hookline.delivery d SET
  owner = NULL,
  due_at = coalesce(to_timestamp(s.due_at / 1000.0), d.due_at),
  hold = CASE WHEN s.hold = 'paused' AND s.endpoint_id NOT IN (SELECT id FROM paused) THEN NULL ELSE s.hold END,
  dead_letter_reason = s.reason,
  status = CASE WHEN s.reason IS NULL THEN d.status ELSE 'dead_letter' END,
  completed_at = to_timestamp(s.completed_at / 1000.0)
FROM settled s
WHERE d.id = s.id AND ${isOwnedBy('s.owner')} AND ${IS_LIVE}
RETURNING d.id`,
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
