import type { Delivery } from './delivery';
import type { EventFilter } from './event-filter';
import type { EndpointId, SecretId } from './ids';
import type { RetryPolicy } from './retry-policy';

/**
 * Why an endpoint is switched off: by a person or the API, because it answered 410, or because its
 * attempts failed for too long.
 */
export const DISABLED_REASONS = ['manual', 'gone', 'failing'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/**
 * How an endpoint's messages are signed: Standard Webhooks with a shared secret (`standard`) or with
 * ed25519 (`standard-asymmetric`), or the hex forms that older receivers know.
 */
export const SIGNATURE_SCHEMES = ['standard', 'standard-asymmetric', 'hex', 'sha256'] as const;
export type SignatureScheme = (typeof SIGNATURE_SCHEMES)[number];

/**
 * Whether an endpoint has shown that it wants webhooks: it need not, it still has to (and gets none
 * until then), or it has.
 */
export const VERIFICATION_STATES = ['not_required', 'pending', 'verified'] as const;
export type VerificationState = (typeof VERIFICATION_STATES)[number];

/**
 * How an endpoint shows it: it allows our origin (`OPTIONS`, the handshake of CloudEvents), or answers a
 * signed message with the token in it.
 */
export const VERIFICATION_METHODS = ['handshake', 'challenge'] as const;
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number];

/** Highest number of deliveries that an endpoint may have in flight at once. */
export const MAX_ENDPOINT_CONCURRENCY = 1_000;

/** How many deliveries an endpoint gets in a time: a bucket that holds `burst`, and gets `perSecond` more. */
export interface EndpointRateLimit {
  /** 0.01–10,000; one every ten seconds is 0.1. */
  perSecond: number;
  /** Whole number, 1–10,000: what goes at once after a silence. */
  burst: number;
}

/** Among which deliveries of an endpoint the order is kept: all, or those of events with the same ordering key. */
export const ORDERING_SCOPES = ['endpoint', 'key'] as const;
export type OrderingScope = (typeof ORDERING_SCOPES)[number];

/** What those behind a delivery do that became a dead letter: wait for a person, or go on. */
export const ORDERING_CONTINUATIONS = ['halt', 'continue'] as const;
export type OrderingContinuation = (typeof ORDERING_CONTINUATIONS)[number];

/** First in, first out: a delivery goes only when the one before it has ended. */
export interface EndpointOrdering {
  by: OrderingScope;
  onExhausted: OrderingContinuation;
}

/** A receiver of webhooks, as the HTTP API shows it. Secrets and header values are never in it. */
export interface Endpoint {
  id: EndpointId;
  tenantId: string;
  name: string;
  description: string | null;
  /** Without user name and password. */
  url: string;
  /** Whether the URL came with a user name and password; they are sent as `authorization: Basic`, and write-only. */
  basicAuth: boolean;
  /** Event patterns: `project.created`, `project.*` or `*`. Empty means all. */
  events: string[];
  /** Conditions on the payload; `null` for none. */
  filter: EventFilter | null;
  /** Names of the custom headers; values are write-only. */
  headerNames: string[];
  retryPolicy: RetryPolicy;
  /** The only statuses that are retried; `null` for the default (408, 425, 429 and 5xx). */
  retryStatuses: number[] | null;
  /** Whole exchange, in milliseconds. */
  timeoutMs: number;
  /** Deliveries in flight at once, over all processes; `null` for the default, 10 in each process. */
  concurrency: number | null;
  /** Over all processes; `null` for none of its own. `allowedRate` counts beside it. */
  rateLimit: EndpointRateLimit | null;
  /** `null` for none: deliveries go side by side. */
  ordering: EndpointOrdering | null;
  active: boolean;
  disabledReason: DisabledReason | null;
  metadata: Record<string, unknown>;
  signatureScheme: SignatureScheme;
  /** First characters of each live secret, newest first. */
  secretPrefixes: string[];
  /** One more with each change of the endpoint or its secrets: what `ETag` and `If-Match` are about. */
  version: number;
  /** The live public keys (`whpk_…`), newest first; only with the scheme `standard-asymmetric`. */
  publicKeys: string[];
  verification: VerificationState;
  /** ISO 8601, UTC; `null` unless it is `verified`. */
  verifiedAt: string | null;
  /** Requests a minute that the receiver allowed in the handshake, whatever `rateLimit` says; `null` for any number. */
  allowedRate: number | null;
  createdAt: string;
  updatedAt: string;
}

/** The answer to a creation: the only time the secret is shown. */
export interface CreatedEndpoint extends Endpoint {
  /** What the receiver verifies with: the secret, or the public key with `standard-asymmetric`. */
  secret: string;
}

/** An endpoint with what came of it lately. */
export interface EndpointWithDeliveries extends Endpoint {
  /** The newest ten, newest first. */
  lastDeliveries: Delivery[];
}

/** A live signing secret, as it is shown. Its value is never in it. */
export interface EndpointSecret {
  id: SecretId;
  /** First characters of the value. */
  prefix: string;
  createdAt: string;
  /** When it stops signing; `null` for the newest one, which goes on. */
  expiresAt: string | null;
}

/** What became of an endpoint's verification. */
export interface EndpointVerification {
  verified: boolean;
  method: VerificationMethod;
  /** HTTP status of the answer, `null` when none arrived. */
  status: number | null;
  /** Why it is not verified, for people; `null` when it is. */
  problem: string | null;
  endpoint: Endpoint;
}
