import type { AttemptsRow } from '../../storage/sql/select-statistics';
import { rate } from './outcome-summary';

/** How attempts went. Times are clock times in ms. */
export interface AttemptRate {
  attempts: number;
  failedAttempts: number;
  /** 0–1; `null` when there were none. */
  successRate: number | null;
  lastSuccessAt: number | null;
  lastFailureAt: number | null;
}

/** Puts the counts of successes and failures together. */
export function toAttemptRate(rows: readonly AttemptsRow[]): AttemptRate {
  const good = rows.find(({ succeeded }) => succeeded);
  const bad = rows.find(({ succeeded }) => !succeeded);
  const succeeded = good?.count ?? 0;
  const failedAttempts = bad?.count ?? 0;
  return {
    attempts: succeeded + failedAttempts,
    failedAttempts,
    successRate: rate(succeeded, succeeded + failedAttempts),
    lastSuccessAt: good?.last_at ?? null,
    lastFailureAt: bad?.last_at ?? null,
  };
}
