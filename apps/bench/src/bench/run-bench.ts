import { tmpdir } from 'node:os';
import { type BenchArguments, parseArguments, USAGE } from './arguments';
import { chooseScenarios } from './choose-scenarios';
import { CleanUp, type Laboratory, openLaboratory } from './laboratory/laboratory';
import { ProfileSink } from './profile/profile-sink';
import { type Failure, jsonReport } from './report/json';
import { Progress, type ProgressStream } from './report/progress';
import type { Row } from './report/row';
import { describeSurroundings, surroundingsLines } from './report/surroundings';
import { formatTable } from './report/table';
import { SCENARIOS } from './scenarios';
import { FULL_PACE, type Pace, QUICK_PACE, type Scenario } from './scenarios/scenario';

/** What the program needs of its surroundings. */
export interface BenchOptions {
  argv: readonly string[];
  /** Ends everything that is under way, in good order. */
  signal: AbortSignal;
  /** For the result. */
  output: ProgressStream;
  /** For progress and errors. */
  messages: ProgressStream;
}

/**
 * Runs the benchmark: servers, contenders, scenarios, report. Everything that it started is stopped
 * when it resolves, whatever happened. Answers the exit code: 0 when everything was measured, whether
 * targets were reached or not.
 */
export async function runBench(options: BenchOptions): Promise<number> {
  const { argv, output, messages } = options;
  const parsed = parseArguments(argv);
  if ('usageError' in parsed) return fail(parsed.usageError, messages);
  if (parsed.help) return print([USAGE], output);
  if (parsed.list) return print(SCENARIOS.map(listLine), output);
  const scenarios = chooseScenarios(parsed, SCENARIOS);
  if ('usageError' in scenarios) return fail(scenarios.usageError, messages);
  const progress = new Progress(messages);
  const cleanUp = new CleanUp();
  try {
    const { signal } = options;
    const lab = await openLaboratory({ signal, profile: parsed.profile }, cleanUp);
    return await measureAll(parsed, scenarios, { lab, progress, output });
  } finally {
    progress.end();
    await cleanUp.run();
  }
}

interface Stage {
  lab: Laboratory;
  progress: Progress;
  output: ProgressStream;
}

async function measureAll(
  args: BenchArguments,
  scenarios: readonly Scenario[],
  { lab, progress, output }: Stage,
): Promise<number> {
  const surroundings = await describeSurroundings(lab);
  if (!args.json) print(surroundingsLines(surroundings), output);
  const profiles = args.profile ? new ProfileSink(tmpdir(), (line) => progress.line(line)) : null;
  const rows: Row[] = [];
  const failures: Failure[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    progress.begin(scenario.name, `${index + 1}/${scenarios.length}`);
    if (scenario.needs === 'redis' && lab.redis === null) {
      progress.line(`${scenario.name} is left out: there is no redis-server on the PATH.`);
      continue;
    }
    const step = (text: string): void => progress.step(text);
    try {
      rows.push(...(await scenario.run({ lab, pace: paceFor(args), progress: step, profiles })));
    } catch (error) {
      lab.signal.throwIfAborted();
      const { message } = error as Error;
      failures.push({ scenario: scenario.name, message });
      progress.line(`${scenario.name} failed: ${message}`);
    }
  }
  progress.end();
  if (args.json) print([JSON.stringify(jsonReport(rows, failures, surroundings), null, 2)], output);
  else if (rows.length > 0) print(['', ...formatTable(rows)], output);
  return failures.length === 0 ? 0 : 1;
}

function paceFor({ quick, rounds }: BenchArguments): Pace {
  const pace = quick ? QUICK_PACE : FULL_PACE;
  return rounds === null ? pace : { ...pace, rounds };
}

function listLine({ name, about, quick, onRequest }: Scenario): string {
  const when = onRequest === true ? ' (on request)' : quick === true ? ' (also in --quick)' : '';
  return `${name.padEnd(16)} ${about}${when}`;
}

function print(lines: readonly string[], stream: ProgressStream): number {
  stream.write(`${lines.join('\n')}\n`);
  return 0;
}

function fail(line: string, stream: ProgressStream): number {
  stream.write(`${line}\n`);
  return 2;
}
