import type { Endpoint } from '@hookline/contracts';
import type { RetryPolicyInput } from '../webhooks.options';

/** What an endpoint is created from. */
export interface EndpointInput {
  /** 1–255 characters. */
  name: string;
  /** At most 1,000 characters. @default null */
  description?: string | null;
  /** `https://…` or `http://…`, checked against the egress rules. */
  url: string;
  /** Event patterns: `project.created`, `project.*` or `*`; at most 100. @default [] (all) */
  events?: string[];
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
  /** @default true */
  active?: boolean;
  /** Any JSON object of at most 16 KiB. @default {} */
  metadata?: Record<string, unknown>;
  /** `whsec_…` or 24–64 bytes of one's own. @default a new one of 32 random bytes */
  secret?: string;
}

/** What changes of an endpoint; what is absent stays. The secret is not changed this way. */
export type EndpointPatch = Partial<Omit<EndpointInput, 'secret'>>;

/** Which endpoints to list. */
export interface ListEndpointsQuery {
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** 1–100. @default 20 */
  limit?: number;
  /** Only those that are switched on, or off. @default both */
  active?: boolean;
}

/** A new endpoint and its signing secret, which is shown only here. */
export interface EndpointCreation {
  endpoint: Endpoint;
  secret: string;
}
