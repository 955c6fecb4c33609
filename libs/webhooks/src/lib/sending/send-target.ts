import type { RetryPolicy } from '@hookline/contracts';
import type { SigningKey } from '@hookline/verify';

/** What sending needs to know of an endpoint; the registry's cache makes it. */
export interface SendTarget {
  /** Stored uuid. */
  id: string;
  url: string;
  /** Custom headers, names in lower case. */
  headers: Record<string, string>;
  /** Live signing keys, newest first. */
  signingKeys: readonly SigningKey[];
  timeoutMs: number;
  retryPolicy: RetryPolicy;
  /** Statuses that are retried; `null` for the default set. */
  retryStatuses: readonly number[] | null;
}
