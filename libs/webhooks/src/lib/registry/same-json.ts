import { isDeepStrictEqual } from 'node:util';

/** Compared as what is stored: neither the order of keys counts nor the realm that an object comes from. */
export function isSameJson(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(toPlain(left), toPlain(right));
}

function toPlain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
