import { figureOf, type Row, verdictOf } from './row';
import { NOTHING_BUT_RATIOS_COUNT, type Surroundings } from './surroundings';

/** What `--json` prints. */
export interface JsonReport {
  note: string;
  surroundings: Surroundings;
  rows: (Row & { median: number; verdict: ReturnType<typeof verdictOf> })[];
  /** Scenarios that did not come to an end, and why. */
  failures: Failure[];
}

export interface Failure {
  scenario: string;
  message: string;
}

export function jsonReport(
  rows: readonly Row[],
  failures: readonly Failure[],
  surroundings: Surroundings,
): JsonReport {
  return {
    note: NOTHING_BUT_RATIOS_COUNT,
    surroundings,
    rows: rows.map((row) => ({ ...row, median: figureOf(row), verdict: verdictOf(row) })),
    failures: [...failures],
  };
}
