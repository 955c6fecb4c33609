import type { RetryPolicy } from '@hookline/contracts';
import type { SigningKey } from '@hookline/verify';
import type { LaneSettings } from '../policy/lane-settings';

/** What sending needs to know of an endpoint; the registry's cache makes it. */
export interface SendTarget {
  /** Stored uuid. */
  id: string;
  url: string;
  /** Custom headers, names in lower case. */
  headers: Record<string, string>;
  /** Live signing keys of the endpoint's scheme, newest first. */
  signingKeys: readonly SigningKey[];
  timeoutMs: number;
  retryPolicy: RetryPolicy;
  /** Statuses that are retried; `null` for the default set. */
  retryStatuses: readonly number[] | null;
  lane: LaneSettings;
}
