import { decideNext, type JudgedOutcome } from './decide-next';
import { parseRetryAfter } from './retry-after';
import { resolveRetryPolicy } from './retry-policy';
import { isRetryableStatus, parseRetryStatuses } from './retry-statuses';

describe('decideNext', () => {
  const policy = resolveRetryPolicy('quick');
  const failed: JudgedOutcome = {
    status: 503,
    errorCode: 'http_status',
    retryable: true,
    retryAfterMs: null,
  };
  const decide = (outcome: Partial<JudgedOutcome>, attempts = 1) =>
    decideNext({ outcome: { ...failed, ...outcome }, attempts, policy, random: () => 0.5 });

  it('ends a success as delivered, even at the last attempt', () => {
    const success = { status: 204, errorCode: null, retryable: false };
    expect(decide(success, 3)).toEqual({ status: 'delivered' });
  });

  it('plans the next attempt by the policy', () => {
    expect(decide({})).toEqual({ status: 'retrying', dueInMs: 1_000 });
    expect(decide({}, 2)).toEqual({ status: 'retrying', dueInMs: 2_000 });
  });

  it('ends with the reason when nothing is tried again', () => {
    expect(decide({}, 3)).toEqual({ status: 'dead_letter', reason: 'exhausted' });
    expect(decide({ status: 400, retryable: false })).toEqual({
      status: 'dead_letter',
      reason: 'rejected',
    });
    expect(decide({ status: 410, retryable: false })).toEqual({
      status: 'dead_letter',
      reason: 'gone',
    });
  });

  it('honours Retry-After from the policy’s delay up to its maximum', () => {
    expect(decide({ retryAfterMs: 30_000 })).toEqual({ status: 'retrying', dueInMs: 30_000 });
    expect(decide({ retryAfterMs: 500 })).toEqual({ status: 'retrying', dueInMs: 1_000 });
    expect(decide({ retryAfterMs: 86_400_000 })).toEqual({ status: 'retrying', dueInMs: 60_000 });
    expect(decide({ retryAfterMs: 1 }, 3)).toEqual({ status: 'dead_letter', reason: 'exhausted' });
  });
});

describe('isRetryableStatus', () => {
  it.each([408, 425, 429, 500, 502, 503, 504, 599])('retries %i', (status) => {
    expect(isRetryableStatus(status)).toBe(true);
  });

  it.each([200, 204, 301, 307, 308, 400, 401, 404, 409, 410, 422, 600])('leaves %i', (status) => {
    expect(isRetryableStatus(status)).toBe(false);
  });

  it('is replaced by the endpoint’s own list', () => {
    expect(isRetryableStatus(409, [409])).toBe(true);
    expect(isRetryableStatus(503, [409])).toBe(false);
    expect(isRetryableStatus(503, [])).toBe(false);
    expect(isRetryableStatus(200, [200])).toBe(false);
    expect(isRetryableStatus(410, [410])).toBe(false);
  });
});

describe('parseRetryStatuses', () => {
  it('takes a list, sorted and without doubles, or null', () => {
    expect(parseRetryStatuses([503, 409, 503])).toEqual([409, 503]);
    expect(parseRetryStatuses(null)).toBeNull();
    expect(parseRetryStatuses([])).toEqual([]);
  });

  it.each([[[200]], [[600]], [[410]], [['503']], ['503'], [Array<number>(51).fill(500)]])(
    'refuses %j',
    (input) => {
      expect(() => parseRetryStatuses(input)).toThrow(/^retryStatuses/);
    },
  );
});

describe('parseRetryAfter', () => {
  const now = Date.UTC(2026, 10, 21, 22, 59, 0);

  it.each<[string, number]>([
    ['0', 0],
    ['120', 120_000],
    [' 120 ', 120_000],
    ['-5', 0],
    ['Sat, 21 Nov 2026 23:00:00 GMT', 60_000],
    ['Saturday, 21-Nov-26 23:00:00 GMT', 60_000],
    ['Sat Nov 21 23:00:00 2026', 60_000],
    ['Sat, 21 Nov 2026 22:00:00 GMT', 0],
  ])('understands %j', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });

  it.each([
    '',
    'soon',
    '1.5',
    '1e3',
    '12 s',
    '0x10',
    '2026-11-21T23:00:00Z',
    'Sat, 99 Nov 2026 23:00:00 GMT',
  ])('answers null for %j', (value) => {
    expect(parseRetryAfter(value, now)).toBeNull();
  });

  it('answers null for no header', () => {
    expect(parseRetryAfter(undefined, now)).toBeNull();
    expect(parseRetryAfter(null, now)).toBeNull();
  });
});
