import { chooseScenarios } from './choose-scenarios';
import { SCENARIOS } from './scenarios';

const names = (chosen: ReturnType<typeof chooseScenarios>): string[] => {
  if ('usageError' in chosen) throw new Error(chosen.usageError);
  return chosen.map(({ name }) => name);
};

describe('chooseScenarios', () => {
  it('takes all but the ones on request', () => {
    const chosen = names(chooseScenarios({ scenarios: [], quick: false }, SCENARIOS));
    expect(chosen).toHaveLength(SCENARIOS.length - 1);
    expect(chosen).not.toContain('history');
  });

  it('takes three for a quick run', () => {
    expect(names(chooseScenarios({ scenarios: [], quick: true }, SCENARIOS))).toEqual([
      'fan-out-10',
      'one-endpoint',
      'publish',
    ]);
  });

  it('takes the named ones, in their own order, on request or not', () => {
    const scenarios = ['history', 'drain'];
    expect(names(chooseScenarios({ scenarios, quick: true }, SCENARIOS))).toEqual(
      scenarios.reverse(),
    );
  });

  it('finds a scenario by one of its figures, and once', () => {
    const scenarios = ['cpu', 'fan-out-10'];
    expect(names(chooseScenarios({ scenarios, quick: false }, SCENARIOS))).toEqual(['fan-out-10']);
  });

  it('names the known ones when one is unknown', () => {
    const { usageError } = chooseScenarios({ scenarios: ['fast'], quick: false }, SCENARIOS) as {
      usageError: string;
    };
    expect(usageError).toMatch(
      /^There is no scenario "fast". There are: fan-out-10, cpu, .*headlines/,
    );
  });

  it('knows no name twice', () => {
    const all = SCENARIOS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(new Set(all).size).toBe(all.length);
  });
});
