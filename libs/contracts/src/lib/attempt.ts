/** What went wrong with an attempt; `null` on success. Stable: clients may branch on it. */
export const ATTEMPT_ERROR_CODES = [
  'timeout',
  'dns',
  'connection_refused',
  'connection_reset',
  'connection_failed',
  'tls',
  'http_status',
  'redirect',
  'response_too_large',
  'invalid_response',
  'blocked_address',
  'signature',
  'validation',
  'unknown',
] as const;
export type AttemptErrorCode = (typeof ATTEMPT_ERROR_CODES)[number];

/** One POST of a delivery, as the HTTP API shows it. */
export interface Attempt {
  /** 1 for the first. */
  number: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  /** HTTP status, `null` when no response arrived. */
  status: number | null;
  responseHeaders: Record<string, string> | null;
  /** At most 4 KiB by default. */
  responseBody: string | null;
  /** The address that was connected to, `null` when none was. */
  address: string | null;
  errorCode: AttemptErrorCode | null;
  /** For people; may change. */
  errorMessage: string | null;
  /** Whether an attempt that ended so may be made again by the endpoint's policy. `false` on success. */
  retryable: boolean;
}
