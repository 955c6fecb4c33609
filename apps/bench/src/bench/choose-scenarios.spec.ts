import { chooseScenarios } from './choose-scenarios';
import { SCENARIOS } from './scenarios';

const names = (chosen: ReturnType<typeof chooseScenarios>): string[] => {
  if ('usageError' in chosen) throw new Error(chosen.usageError);
  return chosen.map(({ name }) => name);
};

describe('chooseScenarios', () => {
  it('takes all but the ones on request', () => {
    const chosen = names(
      chooseScenarios({ scenarios: [], quick: false, isolation: false }, SCENARIOS),
    );
    expect(chosen).toHaveLength(SCENARIOS.length - 5);
    expect(chosen).not.toContain('history');
    expect(chosen).not.toContain('lists');
  });

  it('takes three for a quick run', () => {
    expect(
      names(chooseScenarios({ scenarios: [], quick: true, isolation: false }, SCENARIOS)),
    ).toEqual(['fan-out-10', 'one-endpoint', 'publish']);
  });

  it('takes those about endpoints beside each other', () => {
    const chosen = names(
      chooseScenarios({ scenarios: [], quick: false, isolation: true }, SCENARIOS),
    );
    expect(chosen).toEqual(['isolation-broken', 'isolation-backlog', 'isolation-tenant']);
  });

  it('takes the named ones, in their own order, on request or not', () => {
    const scenarios = ['history', 'drain'];
    expect(names(chooseScenarios({ scenarios, quick: true, isolation: false }, SCENARIOS))).toEqual(
      scenarios.reverse(),
    );
  });

  it('finds a scenario by one of its figures, and once', () => {
    const scenarios = ['cpu', 'fan-out-10'];
    expect(
      names(chooseScenarios({ scenarios, quick: false, isolation: false }, SCENARIOS)),
    ).toEqual(['fan-out-10']);
  });

  it('names the known ones when one is unknown', () => {
    const { usageError } = chooseScenarios(
      { scenarios: ['fast'], quick: false, isolation: false },
      SCENARIOS,
    ) as {
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
