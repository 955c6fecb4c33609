import { laneAllowance, type LaneStanding } from './lane-allowance';
import { afterAnswer, isProbing, type LaneBlock } from './lane-block';
import { rampedUpTo } from './ramp';

const IDLE: LaneStanding = {
  concurrency: 10,
  owned: 0,
  waiting: 0,
  tokens: Infinity,
  ordered: false,
  block: undefined,
  ramped: 0,
};
const OPEN: LaneBlock = { phase: 'open', reason: 'failures', openings: 1, at: 1_000 };
const RAMPING: LaneBlock = { ...OPEN, phase: 'ramping' };

describe('laneAllowance', () => {
  it.each<[string, Partial<LaneStanding>, number]>([
    ['what is in flight and as much again', {}, 20],
    ['less by what is there', { owned: 15 }, 5],
    ['nothing when all is taken', { owned: 20 }, 0],
    ['no more than tokens', { tokens: 3 }, 3],
    ['no more than tokens that nobody waits for', { tokens: 3, owned: 2, waiting: 2 }, 1],
    ['nothing ahead in order', { ordered: true, owned: 4 }, 6],
  ])('is %s', (_, standing, allowance) => {
    expect(laneAllowance({ ...IDLE, ...standing }, 0)).toBe(allowance);
  });

  it('is nothing while a circuit is open, and one when it is time to look', () => {
    expect(laneAllowance({ ...IDLE, block: OPEN }, 999)).toBe(0);
    expect(laneAllowance({ ...IDLE, block: OPEN }, 1_000)).toBe(1);
    expect(laneAllowance({ ...IDLE, block: OPEN, owned: 1 }, 1_000)).toBe(0);
  });

  it('grows while an endpoint is ramping', () => {
    const at = (now: number, ramped: number): number =>
      laneAllowance({ ...IDLE, concurrency: 1_000, block: RAMPING, ramped }, now);
    expect([at(1_000, 0), at(2_000, 0), at(2_000, 15), at(3_000, 15)]).toEqual([1, 15, 0, 29]);
  });

  it('ramps at once when a pause that was asked for is over', () => {
    const block: LaneBlock = { ...OPEN, reason: 'asked' };
    expect(laneAllowance({ ...IDLE, block }, 999)).toBe(0);
    expect(laneAllowance({ ...IDLE, block }, 1_100)).toBe(2);
  });
});

describe('A block', () => {
  it('becomes a ramp with the first answer, and stays one', () => {
    expect(isProbing(OPEN, 1_000)).toBe(true);
    const ramping = afterAnswer(OPEN, 1_500);
    expect(ramping).toEqual({ ...OPEN, phase: 'ramping', at: 1_500 });
    expect(afterAnswer(ramping, 1_600)).toBe(ramping);
    expect(isProbing(ramping, 9_999)).toBe(false);
  });
});

describe('rampedUpTo', () => {
  it('doubles from second to second', () => {
    expect([0, 1_000, 2_000, 10_000].map(rampedUpTo)).toEqual([1, 15, 44, 14_759]);
  });
});
