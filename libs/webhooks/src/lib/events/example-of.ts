import type { PayloadSchema } from './payload-schema';

const TEXTS: Record<string, string> = {
  uuid: '6f4e1c0a-8f0e-4f6f-9d57-5c1a3a6d9b10',
  'date-time': '2026-01-02T03:04:05.000Z',
  date: '2026-01-02',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};
/** What a text is filled up with when it has to be longer than `text`. */
const FILLER = 'x';
/** A list is shown with as many items as it has to have, and at least one; no more than these. */
const MAX_ITEMS = 10;

/**
 * A payload as a JSON Schema has it, for an event that declares no example: every field filled in, as far
 * as the schema says with what. Rules that no schema tells may still refuse it.
 */
export function exampleOf(schema: PayloadSchema): unknown {
  const said = schema['default'] ?? schema['const'] ?? first(schema['enum']);
  if (said !== undefined) return said;
  const choices = (schema['oneOf'] ?? schema['anyOf']) as PayloadSchema[] | undefined;
  if (choices !== undefined) return exampleOf(bestOf(choices));
  return MAKERS[typeOf(schema)]?.(schema) ?? null;
}

/** Of a field that may be `null`, the other type. */
function typeOf({ type }: PayloadSchema): string {
  return String(Array.isArray(type) ? type.find((name) => name !== 'null') : type);
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

/** A moment rather than a day: JSON writes dates so. */
function bestOf(choices: readonly PayloadSchema[]): PayloadSchema {
  return choices.find(({ format }) => format === 'date-time') ?? choices[0] ?? {};
}

function objectOf({ properties }: PayloadSchema): Record<string, unknown> {
  const fields = Object.entries((properties ?? {}) as Record<string, PayloadSchema>);
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field)]));
}

function listOf({ items, minItems }: PayloadSchema): unknown[] {
  const length = Math.min(MAX_ITEMS, Math.max(1, Number(minItems ?? 1)));
  return Array.from({ length }, () => exampleOf((items ?? {}) as PayloadSchema));
}

function numberOf({ minimum, exclusiveMinimum, maximum, multipleOf }: PayloadSchema): number {
  const least = Number(minimum ?? Number(exclusiveMinimum ?? 0) + 1);
  const step = Number(multipleOf ?? 1);
  const number = Math.ceil(least / step) * step;
  return maximum === undefined ? number : Math.min(number, Number(maximum));
}

function textOf({ format, minLength = 0, maxLength }: PayloadSchema): string {
  const text = (TEXTS[String(format)] ?? 'text').padEnd(Number(minLength), FILLER);
  return maxLength === undefined ? text : text.slice(0, Number(maxLength));
}

/** By JSON Schema's names of types. */
const MAKERS: Record<string, ((schema: PayloadSchema) => unknown) | undefined> = {
  object: objectOf,
  array: listOf,
  boolean: () => true,
  integer: numberOf,
  number: numberOf,
  string: textOf,
};
