import { Tally } from './tally';

describe('Tally', () => {
  it('tells of one label each value, also those that never occurred', () => {
    const tally = new Tally({ source: ['a', 'b', 'c'] });
    tally.add(2, 'b');
    tally.add(3, 'b');
    expect(tally.series()).toEqual([
      { labels: { source: 'a' }, count: 0 },
      { labels: { source: 'b' }, count: 5 },
      { labels: { source: 'c' }, count: 0 },
    ]);
  });

  it('tells of several labels the combinations that occurred, each apart', () => {
    const values = ['x', 'y', 'z'];
    const tally = new Tally({ first: values, second: values, third: values });
    let number = 0;
    for (const first of values) {
      for (const second of values) {
        for (const third of values) tally.add((number += 1), first, second, third);
      }
    }
    const series = tally.series();
    expect(series).toHaveLength(27);
    expect(new Set(series.map(({ count }) => count)).size).toBe(27);
    expect(series[5]).toEqual({ labels: { first: 'x', second: 'y', third: 'z' }, count: 6 });

    const other = new Tally({ first: values, second: values });
    other.add(1, 'z', 'x');
    expect(other.series()).toEqual([{ labels: { first: 'z', second: 'x' }, count: 1 }]);
  });

  it('makes no series of what it does not know: that is the last value', () => {
    const tally = new Tally({ type: ['known', 'other'] });
    for (let index = 0; index < 1_000; index += 1) tally.add(1, `made.up.${index}`);
    expect(tally.series()).toEqual([
      { labels: { type: 'known' }, count: 0 },
      { labels: { type: 'other' }, count: 1_000 },
    ]);
  });
});
