/** Deepest nesting of JSON that is taken from outside. */
export const MAX_JSON_DEPTH = 32;

/** What makes a value that came from outside impossible to store; the path is dotted. */
export interface UnstorableValue {
  path: string;
  message: string;
}

const UNSTORABLE = /\u0000|\p{Surrogate}/u;

/**
 * Whether Postgres can keep a text as it is: it refuses the NUL character, and half of a surrogate
 * pair has no UTF-8 form.
 */
export function isStorableText(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/**
 * Finds what can't be stored in a value that came as JSON, keys included, or nesting deeper than
 * {@link MAX_JSON_DEPTH}. It does not recurse: a hostile depth can't exhaust the stack.
 */
export function findUnstorable(root: unknown, rootPath = ''): UnstorableValue | undefined {
  const open: Visit[] = [{ value: root, path: rootPath, depth: 0 }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const message = refusal(visit);
    if (message !== undefined) return { path: shorten(visit.path), message };
    const { value, path, depth } = visit;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      // A key is visited like a value: it is a text too.
      open.push({ value: key, path, depth });
      open.push({ value: child, path: path === '' ? key : `${path}.${key}`, depth: depth + 1 });
    }
  }
  return undefined;
}

interface Visit {
  value: unknown;
  path: string;
  depth: number;
}

function refusal({ value, depth }: Visit): string | undefined {
  if (typeof value === 'string' && !isStorableText(value)) {
    return 'must not hold NUL characters or broken Unicode';
  }
  if (typeof value === 'object' && value !== null && depth >= MAX_JSON_DEPTH) {
    return `must not be nested deeper than ${MAX_JSON_DEPTH}`;
  }
  return undefined;
}

function shorten(path: string): string {
  return path.split('.').slice(0, 3).join('.');
}
