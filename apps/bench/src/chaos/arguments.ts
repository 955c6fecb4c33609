import { parseArgs } from 'node:util';
import { FAULTS } from './faults';
import { type Backend, BACKENDS } from './faults/fault';

/** What a run of chaos is to do. */
export interface ChaosArguments {
  /** Names of faults, in the order of the report. */
  faults: string[];
  /** Backends of the queue. Redis is left out, with a line that says so, when there is none. */
  backends: Backend[];
  /** How often each fault comes on each backend. 1–1000. */
  runs: number;
  /** Few runs of a few faults, with at least {@link QUICK_KILLS} kills, within a minute. */
  quick: boolean;
  /** One JSON document instead of a table. */
  json: boolean;
}

/** What the command line asks for: a run, the help text, or an error for the user. */
export type ParsedArguments =
  | { kind: 'run'; arguments: ChaosArguments }
  | { kind: 'help'; text: string }
  | { kind: 'error'; message: string };

/** The faults of `--quick`: every one of them kills. */
export const QUICK_FAULTS: readonly string[] = [
  'kill-worker',
  'kill-publisher',
  'kill-both',
  'kill-in-post',
  'kill-in-recording',
];
/** At least so many processes are killed by `--quick`. */
export const QUICK_KILLS = 20;
const DEFAULT_RUNS = 20;
const MAX_RUNS = 1_000;
const FAULT_NAMES: readonly string[] = FAULTS.map(({ name }) => name);

/** The command line as it was given. */
interface Given {
  fault: string[];
  backend: string[];
  runs?: string | undefined;
  quick: boolean;
  json: boolean;
  help: boolean;
}

/**
 * Reads the command line.
 * @param argv what stands behind the program's name
 */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  let given: Given;
  try {
    given = read(argv);
  } catch (error) {
    return failed((error as Error).message);
  }
  if (given.help) return { kind: 'help', text: helpText() };
  const wrong = problemOf(given);
  return wrong === undefined ? { kind: 'run', arguments: fillIn(given) } : failed(wrong);
}

function problemOf({ fault, backend, runs }: Given): string | undefined {
  const unknownFault = fault.find((name) => !FAULT_NAMES.includes(name));
  if (unknownFault !== undefined) return `There is no fault "${unknownFault}".`;
  const unknownBackend = backend.find((name) => !BACKENDS.some((known) => known === name));
  if (unknownBackend !== undefined) return `There is no backend "${unknownBackend}".`;
  const count = Number(runs ?? 1);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_RUNS) return undefined;
  return `--runs is "${runs}": pass a whole number from 1 to ${MAX_RUNS}.`;
}

function fillIn({ fault, backend, runs, quick, json }: Given): ChaosArguments {
  const backends = BACKENDS.filter((name) => backend.length === 0 || backend.includes(name));
  const all = quick ? QUICK_FAULTS : FAULT_NAMES;
  const faults = FAULT_NAMES.filter((name) => (fault.length === 0 ? all : fault).includes(name));
  const defaultRuns = quick ? quickRuns(backends.length) : DEFAULT_RUNS;
  return { faults, backends, runs: runs === undefined ? defaultRuns : Number(runs), quick, json };
}

/**
 * How often each fault of `--quick` has to come, so that there are enough kills.
 * @param backends how many of them there are
 */
export function quickRuns(backends: number): number {
  return Math.ceil(QUICK_KILLS / (QUICK_FAULTS.length * backends));
}

function read(argv: readonly string[]): Given {
  return parseArgs({
    args: [...argv],
    options: {
      fault: { type: 'string', multiple: true, default: [] },
      backend: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

function failed(message: string): ParsedArguments {
  return { kind: 'error', message: `${message} See npm run chaos -- --help` };
}

function helpText(): string {
  const width = Math.max(...FAULTS.map(({ name }) => name.length));
  const faults = FAULTS.map(({ name, what }) => `  ${name.padEnd(width)}  ${what}`);
  return [
    'npm run chaos -- [--quick] [--json] [--fault NAME]… [--backend postgres|redis]… [--runs N]',
    '',
    'Publishes numbered events while things go wrong, waits for quiet and counts at the receiver.',
    `--quick ends within a minute, with at least ${QUICK_KILLS} kills; otherwise each fault comes ${DEFAULT_RUNS} times on`,
    'each backend of the queue. Exit code 1 when anything is lost, stuck, or repeated without an excuse.',
    '',
    ...faults,
  ].join('\n');
}
