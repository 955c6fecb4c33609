import {
  effectiveRateLimit,
  laneHoldOf,
  DEFAULT_ORDERING,
  type LaneSettings,
} from './lane-settings';

const none: LaneSettings = { concurrency: null, rateLimit: null, ordering: null };
const rateLimit = { perSecond: 10, burst: 20 };

describe('Settings of a lane', () => {
  it.each<[Partial<LaneSettings>, string | null]>([
    [{}, null],
    [{ concurrency: 1 }, 'concurrency'],
    [{ concurrency: 1, rateLimit }, 'rate_limit'],
    [{ concurrency: 1, rateLimit, ordering: DEFAULT_ORDERING }, 'ordering'],
    [{ ordering: DEFAULT_ORDERING }, 'ordering'],
  ])('hold deliveries of %j for %s', (settings, reason) => {
    expect(laneHoldOf({ ...none, ...settings })).toBe(reason);
  });

  it.each([
    ['none', null, null, null],
    ['its own', rateLimit, null, rateLimit],
    ['what the receiver allowed', null, 600, { perSecond: 10, burst: 10 }],
    ['at least one at a time', null, 1, { perSecond: 1 / 60, burst: 1 }],
    ['a whole one more for a part', null, 90, { perSecond: 1.5, burst: 2 }],
    ['the allowed one when its own is higher', rateLimit, 60, { perSecond: 1, burst: 1 }],
    ['its own when it is lower', { perSecond: 1, burst: 2 }, 600, { perSecond: 1, burst: 2 }],
    [
      'no higher burst than is allowed',
      { perSecond: 0.1, burst: 500 },
      60,
      { perSecond: 0.1, burst: 1 },
    ],
  ])('limit the rate to %s', (_, own, allowed, expected) => {
    expect(effectiveRateLimit(own, allowed)).toEqual(expected);
  });
});
