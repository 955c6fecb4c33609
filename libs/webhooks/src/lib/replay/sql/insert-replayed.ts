import { newUuid } from '../../common/ids';

/** An event that is delivered again, or for the first time. Ids are stored uuids. */
export interface Replayed {
  eventId: string;
  eventType: string;
  endpointId: string;
  /** The delivery that it repeats; `null` when there was none. */
  retryOf: string | null;
}

/** Behind all that is published meanwhile. */
const REPLAY_PRIORITY = 0;

/** Writes the deliveries of a batch, due at once, and marks what they repeat. @param now clock time in ms */
export function insertReplayed(
  tenantId: string,
  replayed: readonly Replayed[],
  now: number,
): { text: string; values: unknown[] } {
  return {
    text: `
WITH new AS (
  SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[])
    AS n (id, event_id, event_type, endpoint_id, retry_of)
), marked AS (
  UPDATE hookline.delivery d SET retried_by = n.id FROM new n WHERE d.id = n.retry_of
)
INSERT INTO hookline.delivery
  (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, retry_of, due_at, created_at)
SELECT n.id, n.event_id, n.endpoint_id, $1, n.event_type, 'replay', 'pending', ${REPLAY_PRIORITY}, n.retry_of,
  to_timestamp($7::float8 / 1000.0), to_timestamp($7::float8 / 1000.0)
FROM new n
WHERE (SELECT true FROM hookline.event e WHERE e.id = n.event_id FOR KEY SHARE)`,
    values: [
      tenantId,
      replayed.map(() => newUuid()),
      replayed.map(({ eventId }) => eventId),
      replayed.map(({ eventType }) => eventType),
      replayed.map(({ endpointId }) => endpointId),
      replayed.map(({ retryOf }) => retryOf),
      now,
    ],
  };
}
