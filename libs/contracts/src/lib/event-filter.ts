/** What a field of a payload is compared with. */
export type FilterValue = string | number | boolean | null;

/**
 * Conditions on one field of an event's `data`; all of them have to hold. A field that is not there
 * fulfils none but `exists: false`.
 */
export interface FieldCondition {
  /** Names of fields with dots between, from `data` down; a number is a place in a list: `items.0.sku`. */
  path: string;
  /** The field is this value, of the same type. */
  equals?: FilterValue;
  /** The field is one of these values. */
  in?: FilterValue[];
  /** Whether the field is there, `null` included. */
  exists?: boolean;
  /** Greater than. Numbers are compared with numbers, texts with texts (by code units, as ISO 8601 times sort). */
  gt?: number | string;
  /** Greater than or equal. */
  gte?: number | string;
  /** Less than. */
  lt?: number | string;
  /** Less than or equal. */
  lte?: number | string;
  /** The field is a text that begins with this one. */
  prefix?: string;
}

/**
 * Which events an endpoint gets, by their payload.
 * @example
 * const large: EventFilter = {
 *   and: [{ path: 'amount', gte: 100 }, { not: { path: 'customer.country', in: ['AQ', 'BV'] } }],
 * };
 */
export type EventFilter =
  FieldCondition | { and: EventFilter[] } | { or: EventFilter[] } | { not: EventFilter };
