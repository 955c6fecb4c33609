import { parseArgs } from 'node:util';

/** What the user asked for. */
export interface BenchArguments {
  /** JSON on the standard output instead of a table. */
  json: boolean;
  /** Three scenarios, three short rounds. */
  quick: boolean;
  /** The scenarios about endpoints beside each other. */
  isolation: boolean;
  /** Shows where Hookline's time goes. */
  profile: boolean;
  /** Only prints the scenarios. */
  list: boolean;
  help: boolean;
  /** Names of scenarios; empty for all. */
  scenarios: string[];
  /** Rounds of each scenario, unless the pace says. */
  rounds: number | null;
}

/** What could not be understood, in a line for the user. */
export interface UsageError {
  usageError: string;
}

const MAX_ROUNDS = 50;

export const USAGE = `npm run bench -- [options]

  --quick            three scenarios, three short rounds: within 60 seconds
  --isolation        what others cost an endpoint that is well: about three minutes
  --scenario NAME    only this one; may be given more than once
  --rounds N         rounds of each scenario, 1 to ${MAX_ROUNDS} (5, with --quick 3)
  --json             one JSON document on the standard output, progress on the other
  --profile          where Hookline's time goes: functions, packages, SQL statements
  --list             names of the scenarios
  --help             this text`;

/** Reads the command line. */
export function parseArguments(argv: readonly string[]): BenchArguments | UsageError {
  const options = {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    isolation: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    scenario: { type: 'string', multiple: true, default: [] as string[] },
    rounds: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true });
    const { scenario, rounds, ...flags } = values;
    if (rounds === undefined) return { ...flags, scenarios: [...scenario], rounds: null };
    const count = Number(rounds);
    if (!Number.isInteger(count) || count < 1 || count > MAX_ROUNDS) {
      return {
        usageError: `--rounds is "${rounds}". Pass a whole number from 1 to ${MAX_ROUNDS}.`,
      };
    }
    return { ...flags, scenarios: [...scenario], rounds: count };
  } catch (error) {
    return { usageError: `${(error as Error).message.split('\n')[0]}. Try --help.` };
  }
}
