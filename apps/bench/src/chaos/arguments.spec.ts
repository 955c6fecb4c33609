import { parseArguments, QUICK_FAULTS, QUICK_KILLS, quickRuns } from './arguments';
import { FAULTS, faultsOn } from './faults';

const names = FAULTS.map(({ name }) => name);

describe('parseArguments', () => {
  it('runs every fault 20 times on both backends by default', () => {
    expect(parseArguments([])).toEqual({
      kind: 'run',
      arguments: {
        faults: names,
        backends: ['postgres', 'redis'],
        runs: 20,
        quick: false,
        json: false,
      },
    });
  });

  it('takes faults in the order of the report, backends and the number of runs', () => {
    const argv = '--fault sigterm --fault kill-worker --backend redis --runs 3 --json'.split(' ');
    expect(parseArguments(argv)).toEqual({
      kind: 'run',
      arguments: {
        faults: ['kill-worker', 'sigterm'],
        backends: ['redis'],
        runs: 3,
        quick: false,
        json: true,
      },
    });
  });

  it.each([
    ['', 2],
    ['--backend postgres', 4],
  ])('kills enough with --quick %s', (more, runs) => {
    const parsed = parseArguments(['--quick', ...more.split(' ').filter((word) => word !== '')]);
    expect(parsed).toMatchObject({ arguments: { faults: [...QUICK_FAULTS], runs, quick: true } });
    const backends = more === '' ? 2 : 1;
    expect(quickRuns(backends)).toBe(runs);
    const kills = faultsOn('postgres', QUICK_FAULTS).map(
      ({ killsEach = 1 }) => Math.ceil(runs / killsEach) * killsEach,
    );
    const all = kills.reduce((sum, each) => sum + each, 0) * backends;
    expect(all).toBeGreaterThanOrEqual(QUICK_KILLS);
  });

  it.each([
    ['--fault nothing', 'no fault "nothing"'],
    ['--backend kafka', 'no backend "kafka"'],
    ['--runs 0', '--runs is "0"'],
    ['--runs 2.5', '--runs is "2.5"'],
    ['--runs many', '--runs is "many"'],
    ['--fast', "'--fast'"],
  ])('refuses %s in one line', (line, message) => {
    const parsed = parseArguments(line.split(' '));
    expect(parsed.kind === 'error' ? parsed.message : '').toContain(message);
  });

  it('names every fault in its help', () => {
    const parsed = parseArguments(['--help']);
    const text = parsed.kind === 'help' ? parsed.text : '';
    for (const name of names) expect(text).toContain(name);
  });
});

describe('Faults', () => {
  it('have names of their own', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it('leave out on Postgres what needs Redis', () => {
    const onlyRedis = ['redis-stop', 'redis-restart'];
    const found = faultsOn('postgres', names).map(({ name }) => name);
    expect(names.filter((name) => !found.includes(name))).toEqual(onlyRedis);
    expect(faultsOn('redis', names)).toHaveLength(names.length);
  });
});
