import type { RetryPolicy } from '@hookline/contracts';

/** How many attempts a policy allows, the first included. */
export function maxAttempts(policy: RetryPolicy): number {
  return policy.strategy === 'schedule' ? policy.delaysMs.length : policy.maxAttempts;
}

/**
 * The longest delay of a policy in ms, before jitter. A receiver's `Retry-After` is honoured up to it.
 */
export function maxDelayMs(policy: RetryPolicy): number {
  switch (policy.strategy) {
    case 'schedule':
      return Math.max(...policy.delaysMs);
    case 'constant':
      return policy.delayMs;
    case 'linear':
    case 'exponential':
      return policy.maxDelayMs;
  }
}

/**
 * How long to wait before the next attempt, in whole ms, counted from the end of the one before;
 * `null` when none is left. The delay is cut to the policy's maximum first and then multiplied by a
 * factor in `1 ± jitter`: the other way round, all that reached the maximum would return together.
 *
 * @param attemptsMade 0 before the first attempt, which waits only in a schedule that says so
 * @param random in [0, 1)
 *
 * @example
 * ```ts
 * nextDelayMs(resolveRetryPolicy('quick'), 2, Math.random); // 2000
 * nextDelayMs(resolveRetryPolicy('quick'), 3, Math.random); // null
 * ```
 */
export function nextDelayMs(
  policy: RetryPolicy,
  attemptsMade: number,
  random: () => number,
): number | null {
  if (attemptsMade >= maxAttempts(policy)) return null;
  const nominal = nominalDelayMs(policy, attemptsMade);
  if (policy.jitter === 0) return Math.round(nominal);
  return Math.round(nominal * (1 + policy.jitter * (2 * random() - 1)));
}

function nominalDelayMs(policy: RetryPolicy, attemptsMade: number): number {
  if (policy.strategy === 'schedule') return policy.delaysMs[attemptsMade] ?? 0;
  if (attemptsMade === 0) return 0;
  switch (policy.strategy) {
    case 'constant':
      return policy.delayMs;
    case 'linear':
      return Math.min(policy.initialDelayMs * attemptsMade, policy.maxDelayMs);
    case 'exponential': {
      const grown = policy.initialDelayMs * policy.multiplier ** (attemptsMade - 1);
      return Math.min(grown, policy.maxDelayMs);
    }
  }
}
