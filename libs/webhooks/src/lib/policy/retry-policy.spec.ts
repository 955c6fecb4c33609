import { type RetryPolicy } from '@hookline/contracts';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { parseRetryPolicy, resolveRetryPolicy } from './retry-policy';
import { maxAttempts, maxDelayMs, nextDelayMs } from './retry-schedule';

const middle = () => 0.5;

/** Every delay between attempts, without jitter. */
function delays(policy: RetryPolicy): number[] {
  const found: number[] = [];
  for (let made = 0; ; made += 1) {
    const delay = nextDelayMs(policy, made, middle);
    if (delay === null) return found;
    found.push(delay);
  }
}

function issuesOf(input: unknown): string[] {
  try {
    parseRetryPolicy(input);
  } catch (error) {
    if (error instanceof ValidationFailedError) return error.issues.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('retry presets', () => {
  const seconds = (preset: Parameters<typeof resolveRetryPolicy>[0]) =>
    delays(resolveRetryPolicy(preset)).map((ms) => ms / 1_000);

  it('standard is the Standard Webhooks schedule', () => {
    const hours = (...list: number[]) => list.map((hour) => hour * 3_600);
    expect(seconds('standard')).toEqual([0, 5, 300, 1_800, ...hours(2, 5, 10, 14, 20, 24)]);
    expect(resolveRetryPolicy('standard').jitter).toBe(0.1);
  });

  it('minutes, quick and balanced have their figures', () => {
    expect(seconds('minutes')).toEqual([0, 60, 120, 240]);
    expect(seconds('quick')).toEqual([0, 1, 2]);
    expect(seconds('balanced')).toEqual([0, 1, 2, 4, 8]);
    expect(maxDelayMs(resolveRetryPolicy('minutes'))).toBe(3_600_000);
    expect(maxDelayMs(resolveRetryPolicy('balanced'))).toBe(60_000);
    expect(resolveRetryPolicy('quick').jitter).toBe(0);
    expect(resolveRetryPolicy('balanced').jitter).toBe(0.1);
  });

  it('are copies: changing one changes nobody else’s', () => {
    const mine = resolveRetryPolicy('standard');
    if (mine.strategy === 'schedule') mine.delaysMs.length = 1;
    expect(maxAttempts(resolveRetryPolicy('standard'))).toBe(10);
  });
});

describe('the short form', () => {
  it('doubles from retryDelay, and has defaults', () => {
    expect(delays(resolveRetryPolicy({}))).toEqual([0, 60_000, 120_000, 240_000]);
    expect(delays(resolveRetryPolicy({ maxRetries: 2, retryDelay: 10 }))).toEqual([
      0, 10_000, 20_000,
    ]);
    expect(maxAttempts(resolveRetryPolicy({ maxRetries: 0 }))).toBe(1);
  });

  it('never waits longer than a day', () => {
    const policy = resolveRetryPolicy({ maxRetries: 10, retryDelay: 3_600 });
    expect(delays(policy)[10]).toBe(86_400_000);
  });

  it.each([
    [{ maxRetries: 11 }, ['retryPolicy.maxRetries']],
    [{ maxRetries: 1.5 }, ['retryPolicy.maxRetries']],
    [{ maxRetries: -1, retryDelay: 9 }, ['retryPolicy.maxRetries', 'retryPolicy.retryDelay']],
    [{ retryDelay: 3_601 }, ['retryPolicy.retryDelay']],
    [{ retries: 3 }, ['retryPolicy.retries']],
  ])('refuses %j', (input, fields) => {
    expect(issuesOf(input)).toEqual(fields);
  });
});

describe('parseRetryPolicy', () => {
  it('takes each strategy', () => {
    const growing = { maxAttempts: 4, initialDelayMs: 100, maxDelayMs: 250, jitter: 0 };
    expect(
      delays(parseRetryPolicy({ strategy: 'exponential', multiplier: 3, ...growing })),
    ).toEqual([0, 100, 250, 250]);
    expect(delays(parseRetryPolicy({ strategy: 'linear', ...growing }))).toEqual([
      0, 100, 200, 250,
    ]);
    expect(
      delays(parseRetryPolicy({ strategy: 'constant', maxAttempts: 3, delayMs: 7, jitter: 0 })),
    ).toEqual([0, 7, 7]);
    expect(delays(parseRetryPolicy({ strategy: 'schedule', delaysMs: [9, 5], jitter: 0 }))).toEqual(
      [9, 5],
    );
  });

  it('fills in a jitter of 0.1', () => {
    expect(parseRetryPolicy({ strategy: 'schedule', delaysMs: [0] }).jitter).toBe(0.1);
  });

  it.each<[unknown, string[]]>([
    [null, ['retryPolicy']],
    [[], ['retryPolicy']],
    [7, ['retryPolicy']],
    ['daily', ['retryPolicy']],
    ['constructor', ['retryPolicy']],
    [{ strategy: 'never' }, ['retryPolicy.strategy']],
    [{ strategy: 'constant', maxAttempts: 21, delayMs: 0 }, ['retryPolicy.maxAttempts']],
    [{ strategy: 'constant', maxAttempts: 0, delayMs: 0 }, ['retryPolicy.maxAttempts']],
    [{ strategy: 'constant', maxAttempts: 3, delayMs: 604_800_001 }, ['retryPolicy.delayMs']],
    [{ strategy: 'constant', maxAttempts: 3, delayMs: '5' }, ['retryPolicy.delayMs']],
    [{ strategy: 'constant', maxAttempts: 3, delayMs: 1, jitter: 1.1 }, ['retryPolicy.jitter']],
    [{ strategy: 'constant', maxAttempts: 3, delayMs: 1, jitter: NaN }, ['retryPolicy.jitter']],
    [{ strategy: 'schedule', delaysMs: [] }, ['retryPolicy.delaysMs']],
    [{ strategy: 'schedule', delaysMs: Array<number>(21).fill(1) }, ['retryPolicy.delaysMs']],
    [{ strategy: 'schedule', delaysMs: [0, -1] }, ['retryPolicy.delaysMs']],
    [{ strategy: 'schedule', delaysMs: [0], maxAttempts: 3 }, ['retryPolicy.maxAttempts']],
    [
      { strategy: 'linear', maxAttempts: 3, initialDelayMs: 10, maxDelayMs: 9 },
      ['retryPolicy.maxDelayMs'],
    ],
    [
      {
        strategy: 'exponential',
        maxAttempts: 3,
        initialDelayMs: 1,
        maxDelayMs: 9,
        multiplier: 0.5,
      },
      ['retryPolicy.multiplier'],
    ],
  ])('refuses %j', (input, fields) => {
    expect(issuesOf(input)).toEqual(fields);
  });
});

describe('nextDelayMs', () => {
  const policy = parseRetryPolicy({
    strategy: 'constant',
    maxAttempts: 20,
    delayMs: 1_000,
    jitter: 0.2,
  });

  it('spreads by 1 ± jitter, in whole milliseconds', () => {
    expect(nextDelayMs(policy, 1, () => 0)).toBe(800);
    expect(nextDelayMs(policy, 1, () => 0.25)).toBe(900);
    expect(nextDelayMs(policy, 1, () => 0.999999)).toBe(1_200);
  });

  it('answers null when no attempt is left', () => {
    expect(nextDelayMs(policy, 19, middle)).toBe(1_000);
    expect(nextDelayMs(policy, 20, middle)).toBeNull();
    expect(nextDelayMs(policy, 21, middle)).toBeNull();
  });
});
