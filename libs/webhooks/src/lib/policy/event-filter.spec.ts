import type { EventFilter } from '@hookline/contracts';
import { compileEventFilter } from './event-filter';

const order: unknown = JSON.parse(
  '{"amount":250,"paid":true,"note":null,"placedAt":"2026-11-22T08:00:00.000Z",' +
    '"customer":{"country":"DE","name":"Ada"},"items":[{"sku":"a-1"},{"sku":"b-2"}],"length":3}',
);

const wants = (filter: EventFilter): boolean => compileEventFilter(filter)(order);

describe('A filter on the payload', () => {
  it.each<[EventFilter, boolean]>([
    [{ path: 'amount', equals: 250 }, true],
    [{ path: 'amount', equals: '250' }, false],
    [{ path: 'paid', equals: true }, true],
    [{ path: 'note', equals: null }, true],
    [{ path: 'missing', equals: null }, false],
    [{ path: 'customer.country', in: ['AT', 'DE'] }, true],
    [{ path: 'customer.country', in: ['AT'] }, false],
    [{ path: 'missing', in: [null] }, false],
    [{ path: 'note', exists: true }, true],
    [{ path: 'missing', exists: false }, true],
    [{ path: 'customer.missing.deeper', exists: true }, false],
    [{ path: 'amount', gt: 250 }, false],
    [{ path: 'amount', gte: 250, lt: 251 }, true],
    [{ path: 'amount', lte: 249 }, false],
    [{ path: 'amount', gt: '1' }, false],
    [{ path: 'missing', lt: 5 }, false],
    [{ path: 'placedAt', gte: '2026-11-22', lt: '2026-11-23' }, true],
    [{ path: 'customer.name', prefix: 'Ad' }, true],
    [{ path: 'amount', prefix: '2' }, false],
    [{ path: 'items.1.sku', equals: 'b-2' }, true],
    [{ path: 'items.2.sku', exists: true }, false],
    [{ path: 'customer', equals: null }, false],
  ])('%j is %s', (filter, expected) => {
    expect(wants(filter)).toBe(expected);
  });

  it('combines conditions', () => {
    const yes: EventFilter = { path: 'paid', equals: true };
    const no: EventFilter = { path: 'paid', equals: false };
    expect(wants({ and: [yes, yes] })).toBe(true);
    expect(wants({ and: [yes, no] })).toBe(false);
    expect(wants({ or: [no, yes] })).toBe(true);
    expect(wants({ or: [no, no] })).toBe(false);
    expect(wants({ not: { or: [no, { not: yes }] } })).toBe(true);
  });

  it('sees own fields only', () => {
    for (const path of [
      '__proto__',
      'constructor',
      'toString',
      'items.length',
      'customer.name.length',
    ]) {
      expect(wants({ path, exists: true })).toBe(false);
    }
    expect(wants({ path: 'length', equals: 3 })).toBe(true);
    const planted: unknown = JSON.parse('{"__proto__":{"admin":true}}');
    expect(compileEventFilter({ path: '__proto__.admin', equals: true })(planted)).toBe(true);
    expect(compileEventFilter({ path: 'admin', exists: true })(planted)).toBe(false);
  });

  it('takes data that is no object', () => {
    for (const data of [null, 'text', 5, true, []]) {
      expect(compileEventFilter({ path: 'amount', exists: false })(data)).toBe(true);
    }
  });
});
