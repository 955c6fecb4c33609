import { TEST_EVENT } from '../../common/test-event';

/** A stretch of a tenant's events. Ids are stored uuids. */
export interface EventWalk {
  tenantId: string;
  /** The event after which to begin. */
  position: string;
  /** The last event that there may be. */
  until: string;
  /** Only deliveries to this endpoint; `null` for those to all that there are. */
  endpointId: string | null;
  /** Most events. */
  limit: number;
}

/** An event with the latest of its deliveries to an endpoint; one row without, when there is none. */
export type WalkedRow = {
  event_id: string;
  type: string;
  /** Clock time, in ms. */
  created_at: number;
} & (
  | { delivery_id: string; endpoint_id: string; status: string; final: boolean }
  | { delivery_id: null; endpoint_id: null; status: null; final: null }
);

/**
 * The next events of a tenant in the order of their ids, each with its latest delivery to each
 * endpoint. Test sends are left out, and so are deleted endpoints. `IS TRUE` makes it look for the event's
 * deliveries, which are few, and not for the endpoint's.
 */
export function walkEvents(walk: EventWalk): { text: string; values: unknown[] } {
  const { tenantId, position, until, limit, endpointId } = walk;
  return {
    text: `
WITH walked AS MATERIALIZED (
  SELECT e.id, e.type, e.created_at FROM hookline.event e
  WHERE e.tenant_id = $1 AND e.id > $2::uuid AND e.id <= $3::uuid AND e.erased_at IS NULL
    AND NOT '${TEST_EVENT}' = ANY (e.tags)
  ORDER BY e.id LIMIT $4::int
)
SELECT w.id AS event_id, w.type, extract(epoch FROM w.created_at)::float8 * 1000 AS created_at,
  latest.delivery_id, latest.endpoint_id, latest.status, latest.final
FROM walked w LEFT JOIN LATERAL (
  SELECT DISTINCT ON (d.endpoint_id) d.id AS delivery_id, d.endpoint_id, d.status, d.completed_at IS NOT NULL AS final
  FROM hookline.delivery d
  WHERE d.event_id = w.id AND ($5::uuid IS NULL OR d.endpoint_id = $5::uuid) IS TRUE AND d.trigger <> 'test'
    AND (SELECT p.deleted_at IS NULL FROM hookline.endpoint p WHERE p.id = d.endpoint_id)
  ORDER BY d.endpoint_id, d.id DESC
) latest ON true
ORDER BY w.id`,
    values: [tenantId, position, until, limit, endpointId],
  };
}
