import type { EndpointId } from './ids';
import type { RetryPolicy } from './retry-policy';

/** Why an endpoint is switched off: by a person or the API, or because it answered 410. */
export const DISABLED_REASONS = ['manual', 'gone'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** A receiver of webhooks, as the HTTP API shows it. Secrets and header values are never in it. */
export interface Endpoint {
  id: EndpointId;
  tenantId: string;
  name: string;
  description: string | null;
  url: string;
  /** Event patterns: `project.created`, `project.*` or `*`. Empty means all. */
  events: string[];
  /** Names of the custom headers; values are write-only. */
  headerNames: string[];
  retryPolicy: RetryPolicy;
  /** The only statuses that are retried; `null` for the default (408, 425, 429 and 5xx). */
  retryStatuses: number[] | null;
  /** Whole exchange, in milliseconds. */
  timeoutMs: number;
  active: boolean;
  disabledReason: DisabledReason | null;
  metadata: Record<string, unknown>;
  /** First characters of each live secret. */
  secretPrefixes: string[];
  createdAt: string;
  updatedAt: string;
}

/** The answer to a creation: the only time the secret is shown. */
export interface CreatedEndpoint extends Endpoint {
  secret: string;
}
