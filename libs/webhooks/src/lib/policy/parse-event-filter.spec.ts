import type { EventFilter } from '@hookline/contracts';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { MAX_FILTER_DEPTH, parseEventFilter } from './parse-event-filter';

function fieldOf(input: unknown): string | undefined {
  try {
    parseEventFilter(input);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationFailedError);
    return (error as ValidationFailedError).issues[0]?.field;
  }
}

const nested = (depth: number): unknown =>
  depth === 1 ? { path: 'a', exists: true } : { not: nested(depth - 1) };

describe('Reading a filter', () => {
  it('answers a copy of what it understood', () => {
    const input: EventFilter = {
      and: [
        { path: 'amount', gte: 100, lt: 200.5 },
        {
          or: [
            { path: 'a.b', in: ['x', 1, null, true] },
            { path: 'items.0', exists: false },
          ],
        },
        { not: { path: 'name', prefix: 'test-', equals: 'test-1' } },
      ],
    };
    const parsed = parseEventFilter(input);
    expect(parsed).toEqual(input);
    expect(parsed).not.toBe(input);
  });

  it.each<[unknown, string]>([
    [null, 'filter'],
    ['amount > 5', 'filter'],
    [[], 'filter'],
    [{}, 'filter'],
    [{ path: 'a', and: [] }, 'filter'],
    [{ path: 'a' }, 'filter.path'],
    [{ path: '', exists: true }, 'filter.path'],
    [{ path: 'a..b', exists: true }, 'filter.path'],
    [{ path: 'a.'.repeat(10) + 'a', exists: true }, 'filter.path'],
    [{ path: 'a'.repeat(256), exists: true }, 'filter.path'],
    [{ path: 5, exists: true }, 'filter.path'],
    [{ path: 'a', matches: '.*' }, 'filter.path'],
    [{ path: 'a', exists: true, regex: '.*' }, 'filter.regex'],
    [{ path: 'a', equals: {} }, 'filter.equals'],
    [{ path: 'a', equals: 'x'.repeat(1_001) }, 'filter.equals'],
    [{ path: 'a', in: [] }, 'filter.in'],
    [{ path: 'a', in: Array(101).fill(1) }, 'filter.in'],
    [{ path: 'a', in: [[]] }, 'filter.in'],
    [{ path: 'a', exists: 'yes' }, 'filter.exists'],
    [{ path: 'a', gt: true }, 'filter.gt'],
    [{ path: 'a', lte: null }, 'filter.lte'],
    [{ path: 'a', prefix: '' }, 'filter.prefix'],
    [{ and: [] }, 'filter.and'],
    [{ or: {} }, 'filter.or'],
    [{ and: [{ path: 'a', exists: true }], more: 1 }, 'filter.more'],
    [
      { and: [{ path: 'a', exists: true }, { not: { path: 'b', gte: [] } }] },
      'filter.and[1].not.gte',
    ],
    [nested(MAX_FILTER_DEPTH + 1), `filter${'.not'.repeat(MAX_FILTER_DEPTH)}`],
    [{ or: Array(50).fill({ path: 'a', exists: true }) }, 'filter.or[49]'],
  ])('refuses %j at %s', (input, field) => {
    expect(fieldOf(input)).toBe(field);
  });

  it('allows the deepest and the longest', () => {
    expect(fieldOf(nested(MAX_FILTER_DEPTH))).toBeUndefined();
    expect(fieldOf({ or: Array(49).fill({ path: 'a', exists: true }) })).toBeUndefined();
  });

  it('does not take a prototype for a condition', () => {
    expect(fieldOf(Object.create({ path: 'a', exists: true }))).toBe('filter');
    expect(fieldOf(JSON.parse('{"path":"a","exists":true,"__proto__":{}}'))).toBe(
      'filter.__proto__',
    );
  });

  it('names no values', () => {
    expect(() => parseEventFilter({ path: 'a', gt: ['planted'] })).toThrow(/^(?!.*planted)/);
  });
});
