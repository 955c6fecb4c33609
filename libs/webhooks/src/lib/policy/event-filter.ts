import type { EventFilter, FieldCondition, FilterValue } from '@hookline/contracts';

/** Whether an event with this `data`, as JSON says it, is wanted. */
export type EventPredicate = (data: unknown) => boolean;

/** Stands for a field that is not there; JSON has no `undefined`. */
const MISSING = undefined;

/**
 * Makes a checked filter fast to ask. Only an object's own fields count, whatever a path names.
 * @example
 * const wants = compileEventFilter({ path: 'amount', gte: 100 });
 * wants({ amount: 250 }); // true
 * wants({ amount: '250' }); // false: a text is no number
 */
export function compileEventFilter(filter: EventFilter): EventPredicate {
  if ('and' in filter) {
    const all = filter.and.map(compileEventFilter);
    return (data) => all.every((holds) => holds(data));
  }
  if ('or' in filter) {
    const any = filter.or.map(compileEventFilter);
    return (data) => any.some((holds) => holds(data));
  }
  if ('not' in filter) {
    const holds = compileEventFilter(filter.not);
    return (data) => !holds(data);
  }
  return compileCondition(filter);
}

type Test = (value: unknown) => boolean;

function compileCondition(condition: FieldCondition): EventPredicate {
  const segments = condition.path.split('.');
  const tests = testsOf(condition);
  return (data) => {
    const value = valueAt(data, segments);
    return tests.every((test) => test(value));
  };
}

function testsOf(condition: FieldCondition): Test[] {
  const { equals, exists, prefix } = condition;
  const tests: Test[] = [];
  if (equals !== undefined) tests.push((value) => value === equals);
  if (condition.in !== undefined) tests.push(isOneOf(condition.in));
  if (exists !== undefined) tests.push((value) => (value !== MISSING) === exists);
  if (prefix !== undefined) {
    tests.push((value) => typeof value === 'string' && value.startsWith(prefix));
  }
  return [...tests, ...comparisonsOf(condition)];
}

function comparisonsOf({ gt, gte, lt, lte }: FieldCondition): Test[] {
  const comparisons: [FieldCondition['gt'], (value: Ordered, bound: Ordered) => boolean][] = [
    [gt, (value, bound) => value > bound],
    [gte, (value, bound) => value >= bound],
    [lt, (value, bound) => value < bound],
    [lte, (value, bound) => value <= bound],
  ];
  return comparisons.flatMap(([bound, holds]) =>
    bound === undefined
      ? []
      : [(value) => typeof value === typeof bound && holds(value as Ordered, bound)],
  );
}

type Ordered = number | string;

function isOneOf(values: readonly FilterValue[]): Test {
  const known = new Set<unknown>(values);
  return (value) => known.has(value);
}

function valueAt(data: unknown, segments: readonly string[]): unknown {
  let value = data;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null || !isField(value, segment)) return MISSING;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

/** A list's length is a field to JavaScript, but not to JSON. */
function isField(value: object, name: string): boolean {
  return Object.hasOwn(value, name) && !(name === 'length' && Array.isArray(value));
}
