import { countEnded } from '../../storage/sql/count-outcomes';
import type { Query } from './walk-deliveries';

/** What is to be repeated. Ids are stored uuids. */
export interface Retries {
  tenantId: string;
  /** The deliveries, and for each the id of the new one. */
  ids: readonly string[];
  newIds: readonly string[];
  /** Clock time, in ms. */
  now: number;
  /** Only dead letters that nobody has repeated, however they came to be named. @default false */
  deadLettersOnly?: boolean;
}

/** A new delivery. */
export interface RetryRow {
  id: string;
}

/**
 * Repeats deliveries whatever became of them: each gets a new one of the same event to the same
 * endpoint, due at once. One that is not final ends as cancelled, so that no attempt of its own
 * follows: at once when nobody owns it, else when its owner gives it up. Left out is what has no event
 * or endpoint any more, or whose event was erased. What stands in line, or halts it, leaves its place
 * to the new one; for any other one its lane finds a new place. Each row is locked and read as it is then: who comes second repeats what the first made of it.
 */
export function retryDeliveries(retries: Retries): Query {
  const { tenantId, ids, newIds, now, deadLettersOnly = false } = retries;
  return {
    text: `
WITH original AS (
  SELECT d.id, n.new_id, d.event_id, d.endpoint_id, d.event_type, d.priority, d.completed_at IS NULL AS live,
    d.sequence IS NOT NULL AND (d.completed_at IS NULL OR d.hold = 'halted') AS in_line, d.ordering_key, d.sequence
  FROM hookline.delivery d JOIN unnest($2::uuid[], $3::uuid[]) AS n (id, new_id) ON d.id = n.id
  WHERE d.tenant_id = $1 AND (NOT $5::boolean OR (d.status = 'dead_letter' AND d.retried_by IS NULL))
    AND (SELECT true FROM hookline.event e WHERE e.id = d.event_id AND e.erased_at IS NULL FOR KEY SHARE)
    AND (SELECT p.deleted_at IS NULL FROM hookline.endpoint p WHERE p.id = d.endpoint_id)
  ORDER BY d.id
  FOR UPDATE OF d
), marked AS (
  UPDATE hookline.delivery d SET
    retried_by = o.new_id,
    status = CASE WHEN d.completed_at IS NULL THEN 'cancelled' ELSE d.status END,
    hold = NULL,
    due_at = CASE WHEN d.completed_at IS NULL THEN to_timestamp($4::float8 / 1000.0) ELSE d.due_at END,
    completed_at = CASE WHEN d.completed_at IS NULL AND d.owner IS NULL
      THEN to_timestamp($4::float8 / 1000.0) ELSE d.completed_at END
  FROM original o
  WHERE d.id = o.id
  RETURNING o.live, d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
), ended AS (
  SELECT * FROM marked WHERE live
), counted AS (
${countEnded('ended')}
)
INSERT INTO hookline.delivery
  (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, retry_of, due_at, created_at,
  hold, ordering_key, sequence)
SELECT o.new_id, o.event_id, o.endpoint_id, $1, o.event_type, 'retry', 'pending', o.priority, o.id,
  to_timestamp($4::float8 / 1000.0), to_timestamp($4::float8 / 1000.0),
  CASE WHEN o.in_line THEN 'ordering' END, CASE WHEN o.in_line THEN o.ordering_key END, CASE WHEN o.in_line THEN o.sequence END
FROM original o
RETURNING id`,
    values: [tenantId, ids, newIds, now, deadLettersOnly],
  };
}
