import type { FieldIssue } from '../common/errors/validation-failed.error';

const MAX_DEPTH = 512;

/**
 * The first place where a value can't be written as JSON, or would silently lose what it holds;
 * `undefined` when there is none. Values with a `toJSON` speak for themselves.
 */
export function findUnserializable(value: unknown): FieldIssue | undefined {
  return search(value, '', []);
}

function search(value: unknown, field: string, path: object[]): FieldIssue | undefined {
  const message = refusal(value, path);
  if (message) return { field: field || 'data', message };
  if (typeof value !== 'object' || value === null || hasToJson(value)) return undefined;
  path.push(value);
  for (const key of Object.keys(value)) {
    const issue = search(Reflect.get(value, key), field ? `${field}.${key}` : key, path);
    if (issue) return issue;
  }
  path.pop();
  return undefined;
}

function refusal(value: unknown, path: object[]): string | undefined {
  if (hasToJson(value)) return undefined;
  if (typeof value === 'bigint') return 'is a bigint, which JSON does not have; pass a string';
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Map || value instanceof Set) {
    return 'is a Map or Set, which JSON does not have; pass an object or an array';
  }
  if (path.includes(value)) return 'refers back to itself';
  return path.length >= MAX_DEPTH ? `is nested deeper than ${MAX_DEPTH} levels` : undefined;
}

function hasToJson(value: unknown): boolean {
  if (typeof value !== 'bigint' && (typeof value !== 'object' || value === null)) return false;
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}
