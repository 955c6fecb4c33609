import { crossed, levelOf, type StorageLevel } from './storage-quota';

describe('a storage quota', () => {
  it.each<[number, StorageLevel]>([
    [0, 'ok'],
    [79, 'ok'],
    [80, 'warning'],
    [100, 'warning'],
    [101, 'exceeded'],
  ])('with %i of 100 used is at the level %s', (usage, level) => {
    expect(levelOf({ usage, limit: 100 })).toBe(level);
  });

  it.each<[number, number, StorageLevel[]]>([
    [0, 79, []],
    [79, 80, ['warning']],
    [80, 100, []],
    [100, 101, ['exceeded']],
    [0, 101, ['warning', 'exceeded']],
    [101, 200, []],
    [101, 90, []],
    [101, 0, []],
  ])('from %i to %i crosses %j', (from, to, levels) => {
    const [before, after] = [
      { usage: from, limit: 100 },
      { usage: to, limit: 100 },
    ];
    const all: StorageLevel[] = ['warning', 'exceeded'];
    expect(all.filter((level) => crossed(level, before, after))).toEqual(levels);
  });

  it('is crossed by a lower limit too', () => {
    expect(crossed('exceeded', { usage: 50, limit: 100 }, { usage: 50, limit: 40 })).toBe(true);
  });
});
