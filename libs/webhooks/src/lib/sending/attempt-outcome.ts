import type { AttemptErrorCode } from '@hookline/contracts';

/** One attempt, made and measured; what recording stores and policy judges. */
export interface AttemptOutcome {
  /** Clock time, in ms. */
  startedAt: number;
  /** In ms, rounded. */
  durationMs: number;
  /** `null` when no response arrived. */
  status: number | null;
  responseHeaders: Record<string, string> | null;
  /** Cut to `storedResponseBytes`. */
  responseBody: string | null;
  address: string | null;
  /** `null` on success. */
  errorCode: AttemptErrorCode | null;
  errorMessage: string | null;
  /** Whether this kind of end may be tried again, by the endpoint's rules. */
  retryable: boolean;
  /** What the receiver asked for with `Retry-After`, in ms from the attempt's end. */
  retryAfterMs: number | null;
}
