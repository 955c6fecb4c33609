import { failuresOf, type FaultResult, headLine, resultLine, skewProblem } from './result';

const result: FaultResult = {
  fault: 'kill-worker',
  backend: 'redis',
  runs: 20,
  kills: 20,
  events: 1_000,
  lost: 0,
  phantoms: 0,
  doubled: 0,
  duplicated: 7,
  allowed: 9,
  unexcused: 0,
  deadLetters: 0,
  misordered: 0,
  overLimit: 0,
  stuck: 0,
  longestRecoveryMs: 1_250,
  outages: 0,
  toldOutages: 0,
  longestUnreadyMs: 0,
  problems: [],
};

describe('A result', () => {
  it('is no failure when repeats are excused', () => {
    expect(failuresOf(result)).toEqual([]);
  });

  it.each([
    [{ lost: 1 }, '1 deliveries lost'],
    [{ phantoms: 2 }, '2 arrivals of what was rolled back'],
    [{ doubled: 1 }, '1 keyed events became two'],
    [{ unexcused: 3 }, '3 attempts repeated that nothing excuses'],
    [{ misordered: 2 }, '2 deliveries came before their turn'],
    [{ overLimit: 1 }, '1 deliveries more than the limit at once'],
    [{ stuck: 4 }, '4 deliveries stuck'],
    [{ longestRecoveryMs: 10_001 }, 'recovery took 10.0 s'],
    [{ outages: 2, toldOutages: 1 }, '1 outages of which no worker told'],
    [{ longestUnreadyMs: 11_000 }, 'workers were not ready again for 11.0 s'],
    [{ problems: ['worker-3 ended by itself (1)'] }, 'worker-3 ended by itself (1)'],
  ])('is a failure with %j', (over, line) => {
    expect(failuresOf({ ...result, ...over })).toEqual([line]);
  });

  it('is one line below the head', () => {
    const titles = headLine().split(/ {2,}/);
    expect(resultLine(result).trim().split(/ {2,}/)).toEqual([
      'kill-worker',
      'redis',
      '20',
      '1000',
      '0',
      '0',
      '0',
      '0',
      '0',
      '7',
      '9',
      '0',
      '1.3 s',
      '-',
      '-',
    ]);
    expect(titles).toHaveLength(15);
    expect(resultLine(result)).toHaveLength(headLine().length);
  });

  it('tells of timestamps that are off', () => {
    expect(skewProblem([0, -900, 9_000])).toEqual([]);
    expect(skewProblem([60_000, -60_000, 1])).toEqual([
      '2 requests had a timestamp that was off by more than 10 s',
    ]);
  });
});
