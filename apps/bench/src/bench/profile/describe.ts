import type { StatementCost } from '../laboratory/postgres-server';
import type { ProfileSummary, SelfTime } from './summary';

const PLACES = 20;
const FUNCTIONS = 40;
const STATEMENT_WIDTH = 90;

/** A profile as lines for people. */
export function describeProfile({ busyMs, idleMs, places, functions }: ProfileSummary): string[] {
  const line = ({ name, selfMs, share }: SelfTime): string =>
    `  ${(share * 100).toFixed(1).padStart(5)} %  ${selfMs.toFixed(0).padStart(6)} ms  ${name}`;
  return [
    `Busy ${busyMs.toFixed(0)} ms, idle ${idleMs.toFixed(0)} ms. Self time by room and package:`,
    ...places.slice(0, PLACES).map(line),
    'Self time by function:',
    ...functions.slice(0, FUNCTIONS).map(line),
  ];
}

/** The costs of statements as lines for people. */
export function describeStatements(statements: readonly StatementCost[]): string[] {
  return [
    'Statements by time in Postgres (total ms, calls, ms a call, µs and WAL bytes a row, pages a row):',
    ...statements.map(({ text, calls, totalMs, rows, walBytes, blocks }) => {
      const perRow = (total: number): string => (rows === 0 ? '-' : (total / rows).toFixed(1));
      const figures = [
        totalMs.toFixed(0).padStart(7),
        String(calls).padStart(7),
        (totalMs / calls).toFixed(2).padStart(8),
        perRow(totalMs * 1_000).padStart(8),
        perRow(walBytes).padStart(8),
        perRow(blocks).padStart(7),
      ];
      return `${figures.join(' ')}  ${text.slice(0, STATEMENT_WIDTH)}`;
    }),
  ];
}
