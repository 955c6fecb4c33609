import type { ApiKeyId } from './ids';

/**
 * What a caller of the management API may do: read, change, publish over HTTP, or everything, API keys
 * and the audit trail included.
 */
export const API_SCOPES = ['webhooks:read', 'webhooks:write', 'events:publish', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A key for the management API, as it is shown. Its value is never in it. */
export interface ApiKey {
  id: ApiKeyId;
  tenantId: string;
  name: string;
  /** First characters of the value, to tell keys apart. */
  prefix: string;
  scopes: ApiScope[];
  createdAt: string;
  /** From then on it is refused; `null` for never. */
  expiresAt: string | null;
  /** Exact to a minute; `null` before the first use. */
  lastUsedAt: string | null;
}

/** The answer to a creation: the only time the value is shown. */
export interface CreatedApiKey extends ApiKey {
  /** What is sent as `authorization: Bearer …`. */
  value: string;
}
