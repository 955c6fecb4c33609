import {
  bigintArray,
  float8Array,
  integerArray,
  smallintArray,
  textArray,
  utf8Array,
  uuidArray,
} from '../binary-array';
import type { Statement } from '../database';
import type { EventDraft } from '../event-draft';

/**
 * Writes events and their deliveries in one round trip. The second `unnest` of the events leaves the
 * bodies out, so that they are not copied once for each delivery.
 */
export const INSERT_EVENTS: Statement = {
  name: 'hookline_insert_events',
  text: `
WITH new_events AS (
  INSERT INTO hookline.event (id, tenant_id, type, subject, tags, created_at, body)
  SELECT e.id, e.tenant_id, e.type, e.subject, e.tags::text[], to_timestamp(e.created_at / 1000.0), e.body
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[])
    AS e (id, tenant_id, type, subject, tags, created_at, body)
)
INSERT INTO hookline.delivery
  (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, owner, due_at, created_at)
SELECT d.id, e.id, d.endpoint_id, e.tenant_id, e.type, e.trigger, 'pending', e.priority, d.owner,
  to_timestamp($14::float8 / 1000.0), to_timestamp(e.created_at / 1000.0)
FROM unnest($8::uuid[], $9::int[], $10::uuid[], $11::bigint[]) AS d (id, event_number, endpoint_id, owner)
JOIN unnest($1::uuid[], $2::text[], $3::text[], $6::float8[], $12::smallint[], $13::text[]) WITH ORDINALITY
  AS e (id, tenant_id, type, created_at, priority, trigger, number) ON e.number = d.event_number`,
};

/** How an array travels: as bytes, or as a list that the driver turns into text. */
type ArrayFormat = <Value>(
  encode: (values: readonly (Value | null)[]) => Buffer,
  values: readonly (Value | null)[],
) => Buffer | readonly (Value | null)[];

const asBytes: ArrayFormat = (encode, values) => encode(values);
const asList: ArrayFormat = (_, values) => values;

/**
 * The values of {@link INSERT_EVENTS}, for a driver of ours.
 * @param dueAt clock time in ms from which an unowned delivery may be claimed by a sweeper
 */
export function insertEventsValues(drafts: readonly EventDraft[], dueAt: number): unknown[] {
  const bodies = utf8Array(drafts.map(({ body }) => body));
  return valuesIn(asBytes, drafts, bodies, dueAt);
}

/** The same for a driver of the caller's: it may be pg-native, which knows no parameters but text. */
export function insertEventsTextValues(drafts: readonly EventDraft[], dueAt: number): unknown[] {
  const bodies = drafts.map(({ body }) => body.toString());
  return valuesIn(asList, drafts, bodies, dueAt);
}

function valuesIn(
  array: ArrayFormat,
  drafts: readonly EventDraft[],
  bodies: unknown,
  dueAt: number,
): unknown[] {
  const deliveries = drafts.flatMap((draft) => draft.deliveries);
  const eventNumbers = drafts.flatMap((draft, index) => draft.deliveries.map(() => index + 1));
  const tags = drafts.map((draft) => textArrayLiteral(draft.tags));
  return [
    array(
      uuidArray,
      drafts.map(({ id }) => id),
    ),
    array(
      textArray,
      drafts.map(({ tenantId }) => tenantId),
    ),
    array(
      textArray,
      drafts.map(({ type }) => type),
    ),
    array(
      textArray,
      drafts.map(({ subject }) => subject),
    ),
    array(textArray, tags),
    array(
      float8Array,
      drafts.map(({ createdAt }) => createdAt),
    ),
    bodies,
    array(
      uuidArray,
      deliveries.map(({ id }) => id),
    ),
    array(integerArray, eventNumbers),
    array(
      uuidArray,
      deliveries.map(({ endpointId }) => endpointId),
    ),
    array(
      bigintArray,
      deliveries.map(({ owner }) => owner),
    ),
    array(
      smallintArray,
      drafts.map(({ priority }) => priority),
    ),
    array(
      textArray,
      drafts.map(({ trigger }) => trigger),
    ),
    dueAt,
  ];
}

/** `unnest` would flatten an array of arrays, so each event's tags travel as the text of an array. */
function textArrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
