import type { EventFilter, FieldCondition, FilterValue } from '@hookline/contracts';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { FieldReader } from './field-reader';

/** Conditions and groups of one filter, together. */
export const MAX_FILTER_CONDITIONS = 50;
/** Deepest nesting of groups and conditions. */
export const MAX_FILTER_DEPTH = 5;
/** Longest path, in characters, and most names in it. */
export const MAX_FILTER_PATH = { length: 255, segments: 10 } as const;
/** Most values of `in`. */
export const MAX_FILTER_VALUES = 100;
/** Longest text that a field is compared with, in characters. */
export const MAX_FILTER_TEXT = 1_000;

const KINDS = ['path', 'and', 'or', 'not'] as const;

/** Where in a filter we are, and how many conditions it may still have. */
interface Place {
  field: string;
  depth: number;
  budget: { left: number };
}

/**
 * Reads a filter that came as JSON. The answer holds nothing but what was understood, as a copy.
 * @throws {ValidationFailedError} naming the place of the first condition at fault: `filter.and[1].gte`
 */
export function parseEventFilter(input: unknown, field = 'filter'): EventFilter {
  return readNode(input, { field, depth: 1, budget: { left: MAX_FILTER_CONDITIONS } });
}

function readNode(input: unknown, at: Place): EventFilter {
  const source = requireRoom(input, at);
  const kinds = KINDS.filter((kind) => Object.hasOwn(source, kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw refusal(at.field, `must have exactly one of ${KINDS.join(', ')}`);
  }
  const reader = new FieldReader(source, at.field);
  const value = reader.value(kind);
  if (kind === 'path') return readCondition(value, reader);
  reader.finish();
  const inside = { ...at, depth: at.depth + 1, field: `${at.field}.${kind}` };
  switch (kind) {
    case 'and':
      return { and: readGroup(value, inside) };
    case 'or':
      return { or: readGroup(value, inside) };
    case 'not':
      return { not: readNode(value, inside) };
  }
}

function requireRoom(input: unknown, { field, depth, budget }: Place): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw refusal(field, `must be an object with one of ${KINDS.join(', ')}`);
  }
  if (depth > MAX_FILTER_DEPTH) {
    throw refusal(field, `must not be nested deeper than ${MAX_FILTER_DEPTH}`);
  }
  budget.left -= 1;
  if (budget.left < 0) {
    throw refusal(field, `is one too many: a filter has at most ${MAX_FILTER_CONDITIONS}`);
  }
  return input as Record<string, unknown>;
}

function readGroup(value: unknown, at: Place): EventFilter[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw refusal(at.field, 'must be a list of at least one condition');
  }
  return value.map((item: unknown, index) =>
    readNode(item, { ...at, field: `${at.field}[${index}]` }),
  );
}

function readCondition(path: unknown, reader: FieldReader): FieldCondition {
  const condition: Record<string, unknown> = { path };
  if (!isPath(path)) {
    const { length, segments } = MAX_FILTER_PATH;
    const rule = `1–${segments} names with dots between, of at most ${length} characters together`;
    reader.refuse('path', `must be ${rule}`);
  }
  for (const [name, { fits, rule }] of Object.entries(OPERATORS)) {
    const value = reader.value(name);
    if (value === undefined) continue;
    condition[name] = Array.isArray(value) ? [...(value as unknown[])] : value;
    if (!fits(value)) reader.refuse(name, rule);
  }
  if (Object.keys(condition).length === 1) {
    reader.refuse('path', `needs at least one of ${Object.keys(OPERATORS).join(', ')} beside it`);
  }
  reader.finish();
  return condition as unknown as FieldCondition;
}

interface Operator {
  fits: (value: unknown) => boolean;
  rule: string;
}

const SCALAR = `a text of at most ${MAX_FILTER_TEXT} characters, a number, true, false or null`;
const comparison: Operator = {
  fits: (value) => isText(value) || isNumber(value),
  rule: `must be a number, or a text of at most ${MAX_FILTER_TEXT} characters`,
};

const OPERATORS: Record<Exclude<keyof FieldCondition, 'path'>, Operator> = {
  equals: { fits: isScalar, rule: `must be ${SCALAR}` },
  in: {
    fits: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= MAX_FILTER_VALUES &&
      value.every(isScalar),
    rule: `must be a list of 1–${MAX_FILTER_VALUES} values, each ${SCALAR}`,
  },
  exists: { fits: (value) => typeof value === 'boolean', rule: 'must be true or false' },
  gt: comparison,
  gte: comparison,
  lt: comparison,
  lte: comparison,
  prefix: {
    fits: (value) => isText(value) && value !== '',
    rule: `must be a text of 1–${MAX_FILTER_TEXT} characters`,
  },
};

function isPath(path: unknown): path is string {
  if (typeof path !== 'string' || path.length > MAX_FILTER_PATH.length) return false;
  const segments = path.split('.');
  return segments.length <= MAX_FILTER_PATH.segments && !segments.includes('');
}

function isScalar(value: unknown): value is FilterValue {
  return isText(value) || isNumber(value) || typeof value === 'boolean' || value === null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_FILTER_TEXT;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function refusal(field: string, message: string): ValidationFailedError {
  return new ValidationFailedError([{ field, message }]);
}
