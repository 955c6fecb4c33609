import type { BenchArguments, UsageError } from './arguments';
import type { Scenario } from './scenarios/scenario';

/**
 * Which scenarios to run, in their own order: those that are named, else those of `--isolation` or of
 * `--quick`, else all but the ones on request. A scenario is also found by the name of one of its figures.
 */
export function chooseScenarios(
  { scenarios: names, quick, isolation }: Pick<BenchArguments, 'scenarios' | 'quick' | 'isolation'>,
  all: readonly Scenario[],
): Scenario[] | UsageError {
  const hasName = ({ name, aliases = [] }: Scenario, wanted: string): boolean =>
    name === wanted || aliases.includes(wanted);
  const unknown = names.find((name) => !all.some((scenario) => hasName(scenario, name)));
  if (unknown !== undefined) {
    const known = all.flatMap(({ name, aliases = [] }) => [name, ...aliases]).join(', ');
    return { usageError: `There is no scenario "${unknown}". There are: ${known}.` };
  }
  if (names.length > 0) {
    return all.filter((scenario) => names.some((name) => hasName(scenario, name)));
  }
  if (isolation) return all.filter((scenario) => scenario.isolation === true);
  return all.filter(({ quick: isQuick = false, onRequest = false }) =>
    quick ? isQuick : !onRequest,
  );
}
