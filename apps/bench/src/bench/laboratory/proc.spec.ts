import { parseStat } from './proc';

describe('parseStat', () => {
  it('reads parent and times, in ms', () => {
    const line = '42 (postgres) S 7 42 42 0 -1 4194560 1 2 0 0 150 50 20 10 20 0 1 0 9';
    expect(parseStat(line)).toEqual({ parent: 7, ownMs: 2_000, endedChildrenMs: 300 });
  });

  it('is not confused by a name with parentheses and blanks', () => {
    const line = '42 (a) b (c) S 7 42 42 0 -1 4194560 1 2 0 0 1 2 3 4 20 0 1 0 9';
    expect(parseStat(line)).toEqual({ parent: 7, ownMs: 30, endedChildrenMs: 70 });
  });
});
