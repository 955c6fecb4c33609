import type { Type } from '@nestjs/common';
import { instantiateFrom } from './event-projection';
import type { EventData } from './event-types';
import type { PublishContext } from './event-publish.port';

/** What `map` of `@EmitsWebhook` may answer for one event: its data, or an instance of its class. */
export type MappedEvent<Event extends object> = Event | EventData<Event>;

/**
 * How `@EmitsWebhook` turns a call into events. `Result` is what the method resolves to and `Args`
 * are its arguments; annotate them in the callbacks. A callback that throws rejects the call.
 */
export interface EmitsWebhookOptions<Event extends object, Result, Args extends unknown[]> {
  /** Whether the call is announced at all. @default always */
  when?: (result: Result, args: Args) => boolean;
  /**
   * The event's data, an instance, or an array of them: one event each. Only the fields that the
   * class declares go out. @default those fields of the result; of each item when it is an array
   */
  map?: (result: Result, args: Args) => MappedEvent<Event> | MappedEvent<Event>[];
  /**
   * Whose endpoints get it. @default `tenantId` of the result (of the item), otherwise of the first
   * argument, otherwise what the publisher falls back to
   */
  tenant?: (result: Result, args: Args, event: Event) => string | undefined;
  /** What the event is about. */
  subject?: (result: Result, args: Args, event: Event) => string | undefined;
  /** Has to differ between the events of one call. */
  idempotencyKey?: (result: Result, args: Args, event: Event) => string | undefined;
  tags?: string[] | ((result: Result, args: Args, event: Event) => string[] | undefined);
  /** 0–9, higher goes first. @default 5 */
  priority?: number;
  /** Endpoints that are ordered by key get events with the same key one after the other. Excludes `priority`. */
  orderingKey?: (result: Result, args: Args, event: Event) => string | undefined;
  /** When the event stops being of use; `null` for never. @default by `expiresAfterMs` of its class */
  expiresAt?: (result: Result, args: Args, event: Event) => Date | null | undefined;
}

/** One call that succeeded. */
export interface EmittingCall<Result, Args extends unknown[]> {
  result: Result;
  args: Args;
}

/** One event of a call, ready for the bus. */
export interface Emission<Event extends object> {
  event: Event;
  context: PublishContext;
}

/** The events of a call, in order; none when `when` says so. */
export function emissionsOf<Event extends object, Result, Args extends unknown[]>(
  eventClass: Type<Event>,
  options: EmitsWebhookOptions<Event, Result, Args>,
  { result, args }: EmittingCall<Result, Args>,
): Emission<Event>[] {
  if (options.when && !options.when(result, args)) return [];
  const mapped: unknown = options.map ? options.map(result, args) : result;
  const sources: unknown[] = Array.isArray(mapped) ? mapped : [mapped];
  return sources.map((source) => {
    const event = source instanceof eventClass ? source : instantiateFrom(eventClass, source);
    const tenantSources: unknown[] = [options.map ? result : source, args[0]];
    return { event, context: contextOf(options, { result, args }, event, tenantSources) };
  });
}

function contextOf<Event extends object, Result, Args extends unknown[]>(
  options: EmitsWebhookOptions<Event, Result, Args>,
  { result, args }: EmittingCall<Result, Args>,
  event: Event,
  tenantSources: unknown[],
): PublishContext {
  const { tags, priority } = options;
  const found = {
    tenantId: options.tenant ? options.tenant(result, args, event) : firstTenant(tenantSources),
    subject: options.subject?.(result, args, event),
    idempotencyKey: options.idempotencyKey?.(result, args, event),
    tags: typeof tags === 'function' ? tags(result, args, event) : tags,
    priority,
    orderingKey: options.orderingKey?.(result, args, event),
    expiresAt: options.expiresAt?.(result, args, event),
  };
  const given = Object.entries(found).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function firstTenant(sources: unknown[]): string | undefined {
  for (const source of sources) {
    const tenantId: unknown = (source as { tenantId?: unknown } | null | undefined)?.tenantId;
    if (typeof tenantId === 'string') return tenantId;
  }
  return undefined;
}
