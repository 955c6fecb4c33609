/** Fields that every retry policy has. */
interface RetryPolicyBase {
  /** Each delay is multiplied by a random factor in `1 ± jitter`. 0–1. */
  jitter: number;
}

/**
 * When a failed delivery is tried again. Delays are in milliseconds and count from the end of the
 * attempt before. `maxAttempts` (1–20) includes the first.
 */
export type RetryPolicy =
  | (RetryPolicyBase & {
      strategy: 'exponential';
      maxAttempts: number;
      initialDelayMs: number;
      multiplier: number;
      maxDelayMs: number;
    })
  | (RetryPolicyBase & {
      /** `initialDelayMs`, twice it, three times it, …, at most `maxDelayMs`. */
      strategy: 'linear';
      maxAttempts: number;
      initialDelayMs: number;
      maxDelayMs: number;
    })
  | (RetryPolicyBase & { strategy: 'constant'; maxAttempts: number; delayMs: number })
  | (RetryPolicyBase & {
      /** One delay for each attempt, the first included: `[0, 5000]` is two attempts, 5 s apart. 1–20 entries. */
      strategy: 'schedule';
      delaysMs: number[];
    });

/** Named policies; their figures are in the configuration table. */
export const RETRY_PRESETS = ['standard', 'minutes', 'quick', 'balanced'] as const;
export type RetryPreset = (typeof RETRY_PRESETS)[number];

/** The short form: `maxRetries` 0–10 after the first attempt, `retryDelay` 10–3600 seconds, doubling. */
export interface ShortRetryPolicy {
  /** @default 3 */
  maxRetries?: number;
  /** Seconds. @default 60 */
  retryDelay?: number;
}
