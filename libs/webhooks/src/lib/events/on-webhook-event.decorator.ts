import 'reflect-metadata';
import type { EventId } from '@hookline/contracts';
import type { Type } from '@nestjs/common';

/** An event that was committed, as its receivers get it. */
export interface ObservedEvent<Data = unknown> {
  /** Also the `webhook-id` on the wire. */
  id: EventId;
  type: string;
  /** When it was published: ISO 8601, UTC. */
  timestamp: string;
  tenantId: string;
  /** What the event is about, if its publisher said so. */
  subject: string | null;
  tags: string[];
  /** As JSON says it: times are text. Every observer gets a copy of its own. */
  data: Data;
}

/** What an observer asks for: a pattern such as `project.*`, or an event class. */
export type ObservedPattern = string | Type<object>;

const OBSERVED = Symbol('hookline:observed-patterns');

/**
 * Calls a method after an event of this application process was committed: with the transaction that
 * published it, or by itself. Never after a rollback, and not for the second use of an idempotency key.
 *
 * It is for light work in this process, such as a cache or a counter. Observers run beside each other
 * and nobody waits for them; what they throw is logged. A crash right after the commit loses the call:
 * work that may not be lost belongs into the transaction, or to an endpoint.
 *
 * The class has to be a provider or controller with the default scope.
 *
 * @param patterns event types, `project.*` for all below, `*` for all, or event classes
 * @throws ConfigInvalidError at start-up, for a malformed pattern, a class that is no event, or a class
 * that is not a singleton
 * @throws EventUnknownError at start-up, when no event of the catalog has the pattern and `strictEvents` is on
 * @example
 * ```ts
 * @OnWebhookEvent('project.*')
 * forget(event: ObservedEvent<{ id: string }>): void {
 *   this.cache.delete(event.data.id);
 * }
 * ```
 */
export function OnWebhookEvent(...patterns: ObservedPattern[]): MethodDecorator {
  return (_target, _key, descriptor) => {
    Reflect.defineMetadata(OBSERVED, patterns, descriptor.value as object);
  };
}

/** What `@OnWebhookEvent` says of a method; `undefined` without it. */
export function observedPatternsOf(method: unknown): ObservedPattern[] | undefined {
  if (typeof method !== 'function') return undefined;
  return Reflect.getMetadata(OBSERVED, method) as ObservedPattern[] | undefined;
}
