import type { DocumentNotice } from './server/document-server';

/** Whose rate limits an endpoint hears of. */
export type RateLimitScope = 'document' | 'client' | 'both';
export const RATE_LIMIT_SCOPES: readonly RateLimitScope[] = ['document', 'client', 'both'];

/**
 * What an endpoint sets for the events of documents, in its `metadata` under the key `documents`. A value
 * that makes no sense counts as not set.
 * @example
 * { "name": "search index", "url": "…", "metadata": { "documents": { "idleTimeout": 60000 } } }
 */
export interface DocumentEndpointOptions {
  /** How long a document has to be without a change, in ms. @default the option `idleTimeoutMs` */
  idleTimeout?: number;
  /** @default the option `rateLimitScope` */
  rateLimitScope?: RateLimitScope;
}

/** Options of `DocumentEventsModule`. Each has a default. */
export interface DocumentEventsOptions {
  /**
   * Shortest time between two `document.updated` of one document, in ms; 0: one for each message. 0–3600000.
   * @default 5000
   */
  updateWindowMs?: number;
  /**
   * `idleTimeout` of endpoints without one, in ms. One that is shorter than `updateWindowMs` and a second
   * counts as that. 1000–2592000000 (30 days). @default 900000 (15 minutes)
   */
  idleTimeoutMs?: number;
  /** `rateLimitScope` of endpoints without one. @default 'both' */
  rateLimitScope?: RateLimitScope;
  /** How often idle documents and closed windows are looked for, in ms. 50–900. @default 500 */
  sweepIntervalMs?: number;
  /** Whose document it is. @default `context.tenantId`; with `singleTenant` of WebhooksModule the one tenant */
  tenant?: (notice: DocumentNotice) => string | undefined;
  /**
   * What of the server's context goes out as `data.context`. At most 4 KiB of JSON; more is left out.
   * @default its `userId` and `room`, if they are text or numbers
   */
  context?: (context: unknown) => Record<string, unknown> | undefined;
  /** `auto` migrates at start; `manual` refuses to start on an old schema. @default 'auto' */
  migrations?: 'auto' | 'manual';
}
