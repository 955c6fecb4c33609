import { type DocumentEventsConfig, MAX_IDLE_TIMEOUT_MS } from '../document-events.config';
import {
  type DocumentEndpointOptions,
  RATE_LIMIT_SCOPES,
  type RateLimitScope,
} from '../document-events.options';
import type { LimitedScope } from '../events/document-rate-limit-exceeded.event';

type Defaults = Pick<DocumentEventsConfig, 'idleTimeoutMs' | 'rateLimitScope' | 'updateWindowMs'>;

/** A change is stored when its window has ended; an idle timeout may not end before. */
const STORING_MS = 1_000;

/**
 * The idle timeout of an endpoint, in ms.
 * @param options what it has under `metadata.documents`; anything
 */
export function idleTimeoutOf(options: unknown, defaults: Defaults): number {
  const { idleTimeout } = optionsOf(options);
  const own =
    typeof idleTimeout === 'number' && Number.isFinite(idleTimeout) && idleTimeout > 0
      ? Math.round(idleTimeout)
      : defaults.idleTimeoutMs;
  const least = defaults.updateWindowMs + STORING_MS;
  return Math.min(Math.max(own, least), MAX_IDLE_TIMEOUT_MS);
}

/** Whether an endpoint hears of limits of this kind. */
export function hearsOf(scope: LimitedScope, options: unknown, defaults: Defaults): boolean {
  const { rateLimitScope } = optionsOf(options);
  const wanted = isScope(rateLimitScope) ? rateLimitScope : defaults.rateLimitScope;
  return wanted === 'both' || wanted === scope;
}

function optionsOf(options: unknown): { [Name in keyof DocumentEndpointOptions]?: unknown } {
  return typeof options === 'object' && options !== null ? options : {};
}

function isScope(value: unknown): value is RateLimitScope {
  return RATE_LIMIT_SCOPES.some((scope) => scope === value);
}
