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
import type { DeliveryDraft, EventContent, EventDraft } from '../event-draft';

/**
 * Writes events and their deliveries in one round trip. What is long or many is unnested among the
 * columns: `FROM unnest(…)` would first copy it, every body too, into a table of its own. For the join
 * the events are unnested again, without their bodies; that they come from there makes the planner go
 * through the deliveries in their order, which is that of the indexes. What a lane holds needs no time
 * for its hand-off. Places in line are given by a trigger, under a lock.
 */
export const INSERT_EVENTS: Statement = {
  name: 'hookline_insert_events',
  text: `
WITH new_events AS (
  INSERT INTO hookline.event (id, tenant_id, type, subject, tags, created_at, expires_at, body, ordering_key)
  SELECT e.id, e.tenant_id, e.type, e.subject, e.tags::text[], to_timestamp(e.created_at / 1000.0),
    to_timestamp(e.expires_at / 1000.0), e.body, e.ordering_key
  FROM (SELECT unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]),
    unnest($5::text[]), unnest($6::float8[]), unnest($14::float8[]), unnest($18::text[]), unnest($15::text[]))
    AS e (id, tenant_id, type, subject, tags, created_at, expires_at, body, ordering_key)
)
INSERT INTO hookline.delivery
  (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, owner, due_at, created_at,
    expires_at, hold, ordering_key)
SELECT d.id, e.id, d.endpoint_id, e.tenant_id, e.type, e.trigger, 'pending', e.priority, d.owner,
  to_timestamp(CASE WHEN d.hold IS NULL THEN $13::float8 ELSE e.created_at END / 1000.0), to_timestamp(e.created_at / 1000.0),
  to_timestamp(e.expires_at / 1000.0), d.hold, d.ordering_key
FROM (SELECT unnest($7::uuid[]) AS id, unnest($8::int[]) AS event_number, unnest($9::uuid[]) AS endpoint_id,
    unnest($10::bigint[]) AS owner, unnest($16::text[]) AS hold, unnest($17::text[]) AS ordering_key) d
  JOIN unnest($1::uuid[], $2::text[], $3::text[], $6::float8[], $11::smallint[], $12::text[],
      $14::float8[]) WITH ORDINALITY
    AS e (id, tenant_id, type, created_at, priority, trigger, expires_at, number) ON e.number = d.event_number`,
};

/** Turns a list into the bytes of an array. */
type Encoder<Value> = (values: readonly (Value | null)[]) => Buffer;

/** How an array travels: as bytes, or as a list that the driver turns into text. */
type ArrayFormat = <Value>(
  encode: Encoder<Value>,
  values: readonly (Value | null)[],
) => Buffer | readonly (Value | null)[];

const asBytes: ArrayFormat = (encode, values) => encode(values);
const asList: ArrayFormat = (_, values) => values;

/**
 * The values of {@link INSERT_EVENTS}, for a driver of ours.
 * @param dueAt clock time in ms from which an unowned delivery may be claimed by a sweeper
 */
export function insertEventsValues(drafts: readonly EventDraft[], dueAt: number): unknown[] {
  const bodies = utf8Array(drafts.map(({ content }) => content.body));
  return valuesIn(asBytes, drafts, bodies, dueAt);
}

/** The same for a driver of the caller's: it may be pg-native, which knows no parameters but text. */
export function insertEventsTextValues(drafts: readonly EventDraft[], dueAt: number): unknown[] {
  const bodies = drafts.map(({ content }) => content.body.toString());
  return valuesIn(asList, drafts, bodies, dueAt);
}

function valuesIn(
  array: ArrayFormat,
  drafts: readonly EventDraft[],
  bodies: unknown,
  dueAt: number,
): unknown[] {
  const contents = drafts.map(({ content }) => content);
  const deliveries = drafts.flatMap((draft) => draft.deliveries);
  const eventNumbers = drafts.flatMap((draft, index) => draft.deliveries.map(() => index + 1));
  const events = <Value>(
    encode: Encoder<Value>,
    of: (event: EventContent) => Value | null,
  ): unknown => array(encode, contents.map(of));
  const each = <Value>(
    encode: Encoder<Value>,
    of: (delivery: DeliveryDraft) => Value | null,
  ): unknown => array(encode, deliveries.map(of));
  return [
    events(uuidArray, ({ id }) => id),
    events(textArray, ({ tenantId }) => tenantId),
    events(textArray, ({ type }) => type),
    events(textArray, ({ subject }) => subject),
    events(textArray, ({ tags }) => textArrayLiteral(tags)),
    events(float8Array, ({ createdAt }) => createdAt),
    each(uuidArray, ({ id }) => id),
    array(integerArray, eventNumbers),
    each(uuidArray, ({ endpointId }) => endpointId),
    each(bigintArray, ({ owner }) => owner),
    events(smallintArray, ({ priority }) => priority),
    events(textArray, ({ trigger }) => trigger),
    dueAt,
    events(float8Array, ({ expiresAt }) => expiresAt),
    events(textArray, ({ orderingKey }) => orderingKey),
    each(textArray, ({ hold }) => hold),
    each(textArray, ({ orderingKey }) => orderingKey),
    // Last: the driver writes one after the other, and copies what it has each time that its buffer is too small.
    bodies,
  ];
}

/** `unnest` would flatten an array of arrays, so each event's tags travel as the text of an array. */
function textArrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
