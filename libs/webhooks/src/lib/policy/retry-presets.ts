import type { RetryPolicy, RetryPreset } from '@hookline/contracts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The named policies.
 *
 * - `standard`: the schedule that the Standard Webhooks specification recommends; 10 attempts over
 *   three days, ± 10 %.
 * - `minutes`: 3 retries from 60 s, doubling, at most 1 h.
 * - `quick`: 3 attempts from 1 s, doubling, at most 60 s, without jitter.
 * - `balanced`: 5 attempts from 1 s, doubling, at most 60 s, ± 10 %.
 */
export const RETRY_PRESET_POLICIES: Readonly<Record<RetryPreset, RetryPolicy>> = {
  standard: {
    strategy: 'schedule',
    delaysMs: [
      0,
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ],
    jitter: 0.1,
  },
  minutes: {
    strategy: 'exponential',
    maxAttempts: 4,
    initialDelayMs: MINUTE,
    multiplier: 2,
    maxDelayMs: HOUR,
    jitter: 0,
  },
  quick: {
    strategy: 'exponential',
    maxAttempts: 3,
    initialDelayMs: SECOND,
    multiplier: 2,
    maxDelayMs: MINUTE,
    jitter: 0,
  },
  balanced: {
    strategy: 'exponential',
    maxAttempts: 5,
    initialDelayMs: SECOND,
    multiplier: 2,
    maxDelayMs: MINUTE,
    jitter: 0.1,
  },
};
