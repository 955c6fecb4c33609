/** The attempts of an endpoint that have failed since its last success. Times are clock times in ms. */
export interface FailureStreak {
  /** The first of them. */
  since: number;
  lastAt: number;
  attempts: number;
}

/** Attempts of an endpoint since one looked last. */
export interface AttemptTally {
  /** The last success; `null` without one. */
  successAt: number | null;
  /** What failed after that; `null` when nothing did. */
  failures: FailureStreak | null;
}

const MANY_ATTEMPTS = 10;
const FEW_ATTEMPTS = 3;
const LONG_MS = 30 * 60_000;

/** A streak with what came after it; `null` when nothing has failed since the last success. */
export function continueStreak(
  streak: FailureStreak | null,
  { successAt, failures }: AttemptTally,
): FailureStreak | null {
  const goesOn = streak !== null && (successAt === null || successAt < streak.since);
  if (!goesOn) return failures;
  if (failures === null) return streak;
  return {
    since: Math.min(streak.since, failures.since),
    lastAt: Math.max(streak.lastAt, failures.lastAt),
    attempts: streak.attempts + failures.attempts,
  };
}

/**
 * Whether an endpoint is failing: ten attempts in a row have failed, or three within half an hour or more.
 * One that is restarted, and is tried a few times meanwhile, is not.
 */
export function isFailing({ since, lastAt, attempts }: FailureStreak): boolean {
  return attempts >= MANY_ATTEMPTS || (attempts >= FEW_ATTEMPTS && lastAt - since >= LONG_MS);
}

/**
 * Whether an endpoint is given up: it is failing, and the failed attempts lie `limitMs` or more apart,
 * first and last. The time since the last one does not count: nothing may have been sent in it.
 */
export function isHopeless(streak: FailureStreak, limitMs: number | null): boolean {
  return limitMs !== null && isFailing(streak) && streak.lastAt - streak.since >= limitMs;
}
