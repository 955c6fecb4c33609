import { continueStreak, isFailing, isHopeless, type FailureStreak } from './failure-streak';

const MINUTE = 60_000;
const streak = (since: number, lastAt: number, attempts: number): FailureStreak => ({
  since,
  lastAt,
  attempts,
});

describe('continueStreak', () => {
  it.each([
    ['begins with a failure', null, null, streak(5, 6, 2), streak(5, 6, 2)],
    ['is none without a failure', null, 4, null, null],
    ['goes on without a success', streak(1, 3, 2), null, streak(5, 6, 2), streak(1, 6, 4)],
    ['stays when nothing was tried', streak(1, 3, 2), null, null, streak(1, 3, 2)],
    ['ends with a success', streak(1, 3, 2), 4, null, null],
    ['begins anew after a success', streak(1, 3, 2), 4, streak(5, 6, 2), streak(5, 6, 2)],
    ['ends with a success among its failures', streak(1, 3, 2), 2, null, null],
    ['is not ended by a success from before it', streak(3, 4, 2), 2, null, streak(3, 4, 2)],
    ['takes failures that are told late', streak(3, 4, 2), null, streak(1, 2, 1), streak(1, 4, 3)],
  ])('%s', (_, before, successAt, failures, after) => {
    expect(continueStreak(before, { successAt, failures })).toEqual(after);
  });
});

describe('isFailing', () => {
  it.each([
    [9, 0, false],
    [10, 0, true],
    [2, 24 * 60 * MINUTE, false],
    [3, 30 * MINUTE - 1, false],
    [3, 30 * MINUTE, true],
  ])('after %i failures in %i ms: %p', (attempts, lastAt, expected) => {
    expect(isFailing(streak(0, lastAt, attempts))).toBe(expected);
  });
});

describe('isHopeless', () => {
  it.each([
    [100, 1_000, true],
    [100, 999, false],
    [2, 1_000, false],
    [100, 1_000, false, null],
  ])(
    'after %i failures in %i ms: %p',
    (attempts, lastAt, expected, limit: number | null = 1_000) => {
      expect(isHopeless(streak(0, lastAt, attempts), limit)).toBe(expected);
    },
  );
});
