import type { Count } from './counting/count';
import type { Backend } from './faults/fault';

/** What a fault came to on one backend, all its runs together. */
export interface FaultResult extends Count {
  fault: string;
  backend: Backend;
  runs: number;
  /** Processes that were killed. */
  kills: number;
  /** Deliveries that were still live when the time for getting quiet was over. */
  stuck: number;
  /** From the end of a cause until everything ended that was live then; the longest of the runs, in ms. */
  longestRecoveryMs: number;
  /** Outages during which the workers had to say that they are not ready. */
  outages: number;
  /** Outages during which they did. */
  toldOutages: number;
  /** From the end of a cause until every worker said that it is ready; the longest of the runs, in ms. */
  longestUnreadyMs: number;
  /** What else went wrong, for people. */
  problems: string[];
}

/** Everything has to work again this long after a cause is gone. */
export const RECOVERY_LIMIT_MS = 10_000;
/** What a receiver's check of timestamps would refuse; the standard allows five minutes. */
const SKEW_LIMIT_MS = 10_000;

/** Why a result is a failure, for people; empty when it is none. */
export function failuresOf(result: FaultResult): string[] {
  const { lost, phantoms, doubled, unexcused, misordered, overLimit, stuck } = result;
  const counted: [count: number, line: string][] = [
    [lost, `${lost} deliveries lost`],
    [phantoms, `${phantoms} arrivals of what was rolled back`],
    [doubled, `${doubled} keyed events became two`],
    [unexcused, `${unexcused} attempts repeated that nothing excuses`],
    [misordered, `${misordered} deliveries came before their turn`],
    [overLimit, `${overLimit} deliveries more than the limit at once`],
    [stuck, `${stuck} deliveries stuck`],
  ];
  const lines = counted.flatMap(([count, line]) => (count > 0 ? [line] : []));
  return [...lines, ...lateness(result), ...result.problems];
}

function lateness(result: FaultResult): string[] {
  const { longestRecoveryMs, outages, toldOutages, longestUnreadyMs } = result;
  const lines = [
    longestRecoveryMs > RECOVERY_LIMIT_MS && `recovery took ${seconds(longestRecoveryMs)}`,
    toldOutages < outages && `${outages - toldOutages} outages of which no worker told`,
    longestUnreadyMs > RECOVERY_LIMIT_MS &&
      `workers were not ready again for ${seconds(longestUnreadyMs)}`,
  ];
  return lines.filter((line) => line !== false);
}

/** Requests whose `webhook-timestamp` was off, although the library has one clock. */
export function skewProblem(skewsMs: readonly number[]): string[] {
  const off = skewsMs.filter((skew) => Math.abs(skew) > SKEW_LIMIT_MS).length;
  return off === 0 ? [] : [`${off} requests had a timestamp that was off by more than 10 s`];
}

const COLUMNS: readonly (readonly [title: string, of: (result: FaultResult) => string])[] = [
  ['fault', ({ fault }) => fault],
  ['queue', ({ backend }) => backend],
  ['runs', ({ runs }) => String(runs)],
  ['events', ({ events }) => String(events)],
  ['lost', ({ lost }) => String(lost)],
  ['rolled back', ({ phantoms }) => String(phantoms)],
  ['stuck', ({ stuck }) => String(stuck)],
  ['misordered', ({ misordered }) => String(misordered)],
  ['over limit', ({ overLimit }) => String(overLimit)],
  ['duplicated', ({ duplicated }) => String(duplicated)],
  ['allowed', ({ allowed }) => String(allowed)],
  ['dead letters', ({ deadLetters }) => String(deadLetters)],
  ['recovery', ({ longestRecoveryMs }) => seconds(longestRecoveryMs)],
  ['said so', ({ outages, toldOutages }) => (outages > 0 ? `${toldOutages}/${outages}` : '-')],
  ['ready', ({ outages, longestUnreadyMs }) => (outages > 0 ? seconds(longestUnreadyMs) : '-')],
];

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** Widths that fit every fault, so that lines can be printed as they come. */
const WIDTHS = COLUMNS.map(([title]) => (title === 'fault' ? 22 : Math.max(title.length, 8)));

/** The table's head. */
export function headLine(): string {
  return line(COLUMNS.map(([title]) => title));
}

/** One line of the table. */
export function resultLine(result: FaultResult): string {
  return line(COLUMNS.map(([, of]) => of(result)));
}

function line(cells: readonly string[]): string {
  const padded = cells.map((cell, index) => {
    const width = WIDTHS[index] ?? cell.length;
    return index < 2 ? cell.padEnd(width) : cell.padStart(width);
  });
  return padded.join('  ');
}
