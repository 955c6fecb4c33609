import { generateEventId, isEventId } from './index';

describe('generateEventId', () => {
  it('makes ids of the right form, each another', () => {
    const ids = Array.from({ length: 1_000 }, () => generateEventId());
    expect(ids.filter(isEventId)).toHaveLength(1_000);
    expect(new Set(ids).size).toBe(1_000);
  });

  it('makes ids that sort by time', () => {
    const times = [0, 1, 1_000, 1_796_000_000_000, 2 ** 48 - 1];
    const ids = times.map((time) => generateEventId(time));
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('isEventId', () => {
  it.each([
    'evt_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    'evt_01m80dq1b9e4jr5c84d87tvwm',
    'evt_01m80dq1b9e4jr5c84d87tvwm22',
    'evt_01m80dq1b9e4jr5c84d87tvwmu',
    'ep_01m80dq1b9e4jr5c84d87tvwm2',
    ' evt_01m80dq1b9e4jr5c84d87tvwm2',
    42,
    undefined,
  ])('is false for %p', (id) => {
    expect(isEventId(id)).toBe(false);
  });

  it('takes upper case too, as the API does', () => {
    expect(isEventId('evt_01M80DQ1B9E4JR5C84D87TVWM2')).toBe(true);
  });
});
