import { AttemptWindow, type CircuitPolicy, openForMs } from './circuit';

const POLICY: CircuitPolicy = {
  consecutiveFailures: 10,
  failureRatio: 0.7,
  minimumAttempts: 10,
  windowMs: 300_000,
  openMs: 5_000,
  maxOpenMs: 900_000,
};

describe('The window of attempts', () => {
  it('opens the circuit after so many failures in a row', () => {
    const window = new AttemptWindow({ ...POLICY, minimumAttempts: 1_000 });
    const trips = Array.from({ length: 10 }, () => window.failed(0));
    expect(trips.indexOf(true)).toBe(9);
  });

  it('counts in a row anew after an answer', () => {
    const window = new AttemptWindow({ ...POLICY, failureRatio: 1 });
    for (let i = 0; i < 9; i += 1) window.failed(0);
    window.answered(0);
    expect(window.failed(0)).toBe(false);
  });

  it.each([
    ['7 of 10', ['a', 'a', 'a', 'f', 'f', 'f', 'f', 'f', 'f', 'f'], true],
    ['6 of 10', ['a', 'a', 'a', 'a', 'f', 'f', 'f', 'f', 'f', 'f'], false],
    ['9 of 9', ['f', 'f', 'f', 'f', 'f', 'f', 'f', 'f', 'f'], false],
  ])('judges %s unanswered by their share', (_, attempts, trips) => {
    const window = new AttemptWindow({ ...POLICY, consecutiveFailures: 100 });
    const last = attempts
      .map((kind) => (kind === 'f' ? window.failed(0) : window.answered(0)))
      .at(-1);
    expect(last).toBe(trips);
  });

  it('forgets what was before the window', () => {
    const window = new AttemptWindow({ ...POLICY, consecutiveFailures: 100 });
    for (let i = 0; i < 9; i += 1) window.failed(0);
    expect(window.failed(300_000)).toBe(false);
    expect(window.answered(900_000)).toBe(false);
  });
});

describe('openForMs', () => {
  it('doubles from one opening to the next, up to the longest', () => {
    expect([1, 2, 3, 8, 9, 100].map((openings) => openForMs(POLICY, openings))).toEqual([
      5_000, 10_000, 20_000, 640_000, 900_000, 900_000,
    ]);
  });
});
