import type { DeadLetterReason, RetryPolicy } from '@hookline/contracts';
import { maxDelayMs, nextDelayMs } from './retry-schedule';

/** What the decision needs to know of an attempt that was made. */
export interface JudgedOutcome {
  /** HTTP status, `null` when no response arrived. */
  status: number | null;
  /** `null` on success. */
  errorCode: string | null;
  /** Whether this kind of end may be tried again, by the endpoint's rules. */
  retryable: boolean;
  /** What the receiver asked for with `Retry-After`, in ms from the attempt's end. */
  retryAfterMs: number | null;
}

/** What {@link decideNext} decides about. */
export interface DecideNextInput {
  outcome: JudgedOutcome;
  /** Attempts made, the judged one included. */
  attempts: number;
  policy: RetryPolicy;
  /** How long after the attempt's end the event is of use, in ms. @default for ever */
  expiresInMs?: number | null;
  /** In [0, 1). */
  random: () => number;
}

/** What becomes of a delivery after an attempt. */
export type NextStep =
  | { status: 'delivered' }
  /** `dueInMs` counts from the attempt's end. */
  | { status: 'retrying'; dueInMs: number }
  | { status: 'dead_letter'; reason: DeadLetterReason };

/**
 * What becomes of a delivery after an attempt. The receiver's `Retry-After` can only lengthen the
 * policy's delay, and no further than to the policy's longest. A retry that would come when the event
 * has expired is not waited for.
 *
 * @example
 * ```ts
 * const policy = resolveRetryPolicy('quick');
 * const outcome = { status: 503, errorCode: 'http_status', retryable: true, retryAfterMs: null };
 * decideNext({ outcome, attempts: 1, policy, random: Math.random });
 * // { status: 'retrying', dueInMs: 1000 }
 * ```
 */
export function decideNext({
  outcome,
  attempts,
  policy,
  expiresInMs = null,
  random,
}: DecideNextInput): NextStep {
  if (outcome.errorCode === null) return { status: 'delivered' };
  if (outcome.status === 410) return { status: 'dead_letter', reason: 'gone' };
  if (!outcome.retryable) return { status: 'dead_letter', reason: 'rejected' };
  const delay = nextDelayMs(policy, attempts, random);
  if (delay === null) return { status: 'dead_letter', reason: 'exhausted' };
  const asked = Math.min(outcome.retryAfterMs ?? 0, maxDelayMs(policy));
  const dueInMs = Math.max(delay, asked);
  if (expiresInMs !== null && dueInMs >= expiresInMs) {
    return { status: 'dead_letter', reason: 'expired' };
  }
  return { status: 'retrying', dueInMs };
}
