import type {
  Endpoint,
  EndpointHealthStatus,
  EndpointOrdering,
  EndpointRateLimit,
  EventFilter,
  SignatureScheme,
} from '@hookline/contracts';
import type { RetryPolicyInput } from '../webhooks.options';

/** What an endpoint is created from. */
export interface EndpointInput {
  /** 1–255 characters. */
  name: string;
  /** At most 1,000 characters. @default null */
  description?: string | null;
  /**
   * Checked against the egress rules. A user name and password in it are stored sealed, sent as
   * `authorization: Basic` and never shown again; a changed URL without them has none.
   */
  url: string;
  /** Event patterns: `project.created`, `project.*` or `*`; at most 100. @default [] (all) */
  events?: string[];
  /** Conditions on the payload: at most 50, nested at most 5 deep; `null` for none. @default null */
  filter?: EventFilter | null;
  /** Custom headers. Their values are never shown again. @default {} */
  headers?: Record<string, string>;
  /** A policy, the name of a preset, or the short form; `null` for the default. @default `delivery.retryPolicy` */
  retryPolicy?: RetryPolicyInput | null;
  /** Short form, instead of `retryPolicy`: retries after the first attempt, 0–10. */
  maxRetries?: number;
  /** Short form, instead of `retryPolicy`: seconds before the first retry, 10–3600, then doubling. */
  retryDelay?: number;
  /** Statuses (300–599, at most 50) that are retried instead of the default set; `null` for that. @default null */
  retryStatuses?: number[] | null;
  /** Whole exchange, in ms: 100–60000; `null` for the default. @default `delivery.timeoutMs` */
  timeoutMs?: number | null;
  /**
   * Deliveries in flight at once, over all processes: 1–1000.
   * @default null (`delivery.concurrencyPerEndpoint`, in each process)
   */
  concurrency?: number | null;
  /** Over all processes; `{}` for 10 a second with bursts of 20, `null` for no limit. @default null */
  rateLimit?: Partial<EndpointRateLimit> | null;
  /**
   * One delivery after the other, in the order of publishing; `{}` for all of the endpoint's, where a dead
   * letter halts those behind it. `null` for no order. @default null
   */
  ordering?: Partial<EndpointOrdering> | null;
  /** @default true */
  active?: boolean;
  /** Any JSON object of at most 16 KiB. @default {} */
  metadata?: Record<string, unknown>;
  /** How messages are signed. @default 'standard' */
  signatureScheme?: SignatureScheme;
  /**
   * By the scheme: `whsec_…` or a text of 24–64 bytes (`standard`), an ed25519 key `whsk_…`
   * (`standard-asymmetric`), a text of 24–255 bytes (`hex`, `sha256`). @default a new one
   */
  secret?: string;
}

/** What changes of an endpoint; what is absent stays. The secret is not changed this way. */
export type EndpointPatch = Partial<Omit<EndpointInput, 'secret'>>;

/** The version, or versions, at which a change may find an endpoint. */
export type IfVersion = number | readonly number[];

/** Under which condition something is changed. */
export interface ChangeCondition {
  /** Only while the endpoint's `version` is this one, or one of these. @default any */
  ifVersion?: IfVersion | undefined;
}

/** How a secret is replaced. */
export interface RegenerateSecretInput {
  /** `whsec_…` or 24–64 bytes of one's own. @default a new one of 32 random bytes */
  secret?: string;
  /**
   * How long the secrets before it go on signing beside it, in ms: 0 to 604800000 (7 days).
   * @default 86400000 (24 h)
   */
  overlapMs?: number;
}

/** What an endpoint is tested with. */
export interface EndpointTestInput {
  /** An event of the catalog, whose example is sent. @default 'webhook.test' */
  type?: string;
}

/** Which endpoints to list. */
export interface ListEndpointsQuery {
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** 1–100. @default 20 */
  limit?: number;
  /** Only those that are switched on, or off. @default both */
  active?: boolean;
  /** Only those whose patterns have this event type, switched on or not. 1–255 characters. @default all */
  event?: string;
  /** Only those that did like this in the last 24 hours. @default all */
  health?: EndpointHealthStatus;
  /** Only those whose name, URL or description contains this, in any case. 1–255 characters. @default all */
  text?: string;
}

/** An endpoint and its new signing secret, which is shown only here. */
export interface EndpointCreation {
  endpoint: Endpoint;
  /** What the receiver verifies with: the secret, or the public key with `standard-asymmetric`. */
  secret: string;
}

/** What a tenant's endpoints get that set nothing of their own. */
export interface TenantDefaults {
  /** @default `delivery.retryPolicy` */
  retryPolicy?: RetryPolicyInput;
  /** Whole exchange, in ms: 100–60000. @default `delivery.timeoutMs` */
  timeoutMs?: number;
}
