import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './openapi';

/** A value that a schema does not allow, and what is wrong with it. */
export interface Flaw {
  what: string;
  value: Arbitrary<unknown>;
}

/** A place in a body, and what belongs there. */
export interface Site {
  path: (string | number)[];
  schema: Schema;
}

/** Of each type of JSON. */
const VALUES: Record<string, Arbitrary<unknown>> = {
  string: fc.string({ minLength: 1 }),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0.5),
  boolean: fc.boolean(),
  array: fc.array(fc.jsonValue({ maxDepth: 2 })),
  object: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
};

const PUBLIC_ID = /^[a-z]{2,3}_[0-9a-z]{26}$/;
const BAD_IDS = fc.oneof(
  fc.constantFrom('nonsense', '__proto__', `key_${'z'.repeat(26)}`, `ep_${'0'.repeat(25)}`),
  fc.constantFrom("ep_0'; DROP TABLE hookline.event; --", '../../health/live', 'dlv_', ' '),
  fc.string({ unit: 'binary' }).map((text) => `!${text}`),
  fc.string({ minLength: 2_000, maxLength: 4_000 }).map((text) => `!${text}`),
);

/** Ids that are none: malformed, of another kind, or text of an attack. */
export const badIds: Flaw = { what: 'a bad id', value: BAD_IDS };

/** Text that Postgres can't keep. */
export const unstorable: Flaw = {
  what: 'NUL',
  value: fc.string().map((text) => `${text}\0${text}`),
};

/** Names of fields that nothing has. */
export const UNKNOWN_FIELDS = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'tenantId', 'id', '$where', 'toString'),
  fc.string({ minLength: 1 }).map((name) => `x${name}`),
);

/** What could be wrong with a value in a body. */
export function flawsOf(schema: Schema, name: string): Flaw[] {
  return [...wrongTypes(schema), ...textFlaws(schema, name)];
}

/** What could be wrong with a value in a query, where everything is text. */
export function textFlaws(schema: Schema, name: string): Flaw[] {
  if (schema.type === 'string') return [...lengthFlaws(schema), ...formatFlaws(schema, name)];
  const { type, minimum = -Infinity, maximum = Infinity } = schema;
  const isNumber = type === 'number' || type === 'integer';
  const tooLarge = (): Arbitrary<unknown> =>
    fc.oneof(fc.integer({ min: maximum + 1, max: Number.MAX_SAFE_INTEGER }), fc.constant(1e300));
  return [
    ...when(isNumber && minimum > -Infinity, 'too small', () =>
      fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Math.ceil(minimum) - 1 }),
    ),
    ...when(isNumber && maximum < Infinity, 'too large', tooLarge),
  ];
}

function lengthFlaws({ minLength = 0, maxLength = Infinity }: Schema): Flaw[] {
  const tooLong = (): Arbitrary<unknown> =>
    fc.integer({ min: 1, max: 9_000 }).map((more) => 'x'.repeat(maxLength + more));
  return [
    unstorable,
    ...when(minLength > 0, 'too short', () => fc.constant('')),
    ...when(maxLength < Infinity, 'too long', tooLong),
  ];
}

function formatFlaws({ format, maxLength, example, ...schema }: Schema, name: string): Flaw[] {
  // What has a length is a text, whatever the example is.
  const isId = maxLength === undefined && PUBLIC_ID.test(String(example));
  const noTime = (): Arbitrary<unknown> => fc.constantFrom('yesterday', '2026-13-01', '1e3');
  return [
    ...when(schema.enum !== undefined, 'not in the list', () => fc.string({ minLength: 1 })),
    ...when(format === 'date-time', 'no time', noTime),
    ...(format === 'uuid' || name === 'cursor' || isId ? [badIds] : []),
  ];
}

function when(applies: boolean, what: string, value: () => Arbitrary<unknown>): Flaw[] {
  return applies ? [{ what, value: value() }] : [];
}

function wrongTypes(schema: Schema): Flaw[] {
  const right = (schema.oneOf ?? [schema]).map(({ type }) =>
    type === 'integer' ? 'number' : type,
  );
  if (right.includes(undefined)) return [];
  const flaws = Object.entries(VALUES)
    .filter(([type]) => !right.includes(type))
    .map(([type, value]) => ({ what: `of type ${type}`, value }));
  const { minItems = 0, maxItems } = schema;
  if (schema.type === 'integer') {
    flaws.push({ what: 'a fraction', value: VALUES['number'] ?? fc.double() });
  }
  if (minItems > 0) flaws.push({ what: 'too few', value: fc.constant([]) });
  if (maxItems !== undefined) {
    const value = fc.constant(Array<string>(maxItems + 1).fill('a.b'));
    flaws.push({ what: 'too many', value });
  }
  return flaws;
}

/**
 * Every place of a body that has a schema. The payload of an event is none: it is judged by the rules
 * of its type, in a batch without refusing the rest.
 */
export function sitesOf(schema: Schema, path: Site['path'] = []): Site[] {
  const children = Object.entries(schema.properties ?? {}).filter(([name]) => name !== 'data');
  const own = path.length === 0 ? [] : [{ path, schema }];
  const inside = children.flatMap(([name, child]) => sitesOf(child, [...path, name]));
  return [...own, ...inside, ...(schema.items ? sitesOf(schema.items, [...path, 0]) : [])];
}

/** A body with another value at one place; what is missing on the way there is made. */
export function withValue(root: unknown, [key, ...rest]: Site['path'], value: unknown): unknown {
  if (key === undefined) return value;
  const inside = withValue((root as Record<string, unknown> | undefined)?.[key], rest, value);
  if (typeof key === 'number') return [inside];
  return { ...(root as object | undefined), [key]: inside };
}
