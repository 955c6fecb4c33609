import type { WebhookEnvelope } from '@hookline/contracts';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
  type Type,
} from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EventUnknownError } from '../common/errors/event-unknown.error';
import { EventCatalog } from '../events/event-catalog';
import {
  observedPatternsOf,
  type ObservedEvent,
  type ObservedPattern,
} from '../events/on-webhook-event.decorator';
import { reasonOf } from '../events/reason-of';
import { webhookEventOf } from '../events/webhook-event.decorator';
import { compilePatterns, isEventPattern } from '../registry/event-patterns';
import type { EventContent, EventDraft } from '../storage/event-draft';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/** Longest that a stopping process waits for observers. */
const DRAIN_MS = 5_000;

/** A method with `@OnWebhookEvent`, on the object that it is called on. */
interface Observer {
  /** `Class.method`. */
  name: string;
  matches: (eventType: string) => boolean;
  call: (event: ObservedEvent) => unknown;
}

/** What Nest knows of a provider or controller. */
type Discovered = ReturnType<DiscoveryService['getProviders']>[number];

/** Tells the methods with `@OnWebhookEvent` of what was committed. They can't fail whoever published. */
@Injectable()
export class EventObservers implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger('OnWebhookEvent');
  private readonly observers: Observer[] = [];
  private readonly running = new Set<Promise<void>>();
  /** Leaves the caller's context, in which the transaction that has ended may still seem to be open. */
  private readonly apart = AsyncLocalStorage.snapshot();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly catalog: EventCatalog,
    @Inject(WEBHOOKS_CONFIG) private readonly config: Pick<WebhooksConfig, 'strictEvents'>,
  ) {}

  onModuleInit(): void {
    const scanner = new MetadataScanner();
    const seen = new Set<unknown>();
    for (const discovered of [
      ...this.discovery.getProviders(),
      ...this.discovery.getControllers(),
    ]) {
      const prototype = prototypeOf(discovered);
      if (prototype === undefined || seen.has(discovered.instance ?? prototype)) continue;
      seen.add(discovered.instance ?? prototype);
      for (const key of scanner.getAllMethodNames(prototype)) {
        const patterns = observedPatternsOf(Reflect.get(prototype, key));
        if (patterns) this.observers.push(this.observer(discovered, key, patterns));
      }
    }
  }

  /** Returns at once; the observers run afterwards. */
  notify(committed: readonly EventDraft[]): void {
    if (this.observers.length === 0) return;
    for (const { content } of committed) {
      if (content.trigger !== 'publish') continue;
      for (const observer of this.observers) {
        if (observer.matches(content.type)) this.start(observer, content);
      }
    }
  }

  onModuleDestroy(): Promise<void> {
    return this.drain();
  }

  /** Once more: requests that were under way have published meanwhile. */
  onApplicationShutdown(): Promise<void> {
    return this.drain();
  }

  /** Resolves when no observer runs any more, or after some seconds. */
  private async drain(): Promise<void> {
    const stop = new AbortController();
    const patience = delay(DRAIN_MS, undefined, { signal: stop.signal }).then(
      () => this.logger.warn(`${this.running.size} observers still run; they are left alone.`),
      () => undefined,
    );
    await Promise.race([this.allEnded(), patience]);
    stop.abort();
  }

  /** One observer may publish what another one observes. */
  private async allEnded(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private start(observer: Observer, event: EventContent): void {
    const call = this.apart(() => this.call(observer, event)).finally(() => {
      this.running.delete(call);
    });
    this.running.add(call);
  }

  private async call({ name, call }: Observer, event: EventContent): Promise<void> {
    await nextTurn();
    try {
      await call(observed(event));
    } catch (error) {
      this.logger.error(`${name}, observing "${event.type}", failed: ${reasonOf(error)}`);
    }
  }

  private observer(discovered: Discovered, key: string, patterns: ObservedPattern[]): Observer {
    const instance = discovered.instance as Record<string, (event: ObservedEvent) => unknown>;
    const name = `${discovered.name}.${key}`;
    if (!discovered.isDependencyTreeStatic() || discovered.isTransient) {
      throw new ConfigInvalidError(
        `@OnWebhookEvent on ${name}: it is request-scoped or transient, so nobody knows which object to call. ` +
          'Move the method to a provider with the default scope.',
      );
    }
    const texts = patterns.map((pattern) => this.patternOf(name, pattern));
    if (texts.length === 0)
      throw new ConfigInvalidError(`@OnWebhookEvent on ${name}: name an event.`);
    return { name, matches: compilePatterns(texts), call: (event) => instance[key]?.(event) };
  }

  private patternOf(name: string, pattern: ObservedPattern): string {
    const text = typeof pattern === 'string' ? pattern : typeOf(pattern);
    if (text === undefined || !isEventPattern(text)) {
      const shown = typeof pattern === 'string' ? `'${pattern}'` : nameOf(pattern);
      throw new ConfigInvalidError(
        `@OnWebhookEvent(${shown}) on ${name}: that is neither a pattern, such as 'project.*', nor a class with ` +
          '@WebhookEvent. If it is undefined, look for a circular import.',
      );
    }
    const matches = compilePatterns([text]);
    const known = this.catalog.list().some(({ type }) => matches(type));
    if (known || !this.config.strictEvents) return text;
    throw new EventUnknownError(
      `@OnWebhookEvent('${text}') on ${name}: the catalog has no such event. Correct it, or add the event's class to ` +
        'the option `events` of WebhooksModule.',
    );
  }
}

/** `undefined` too for a class that was not loaded yet. */
function typeOf(eventClass: Type<object> | undefined): string | undefined {
  return eventClass && webhookEventOf(eventClass)?.type;
}

function nameOf(eventClass: Type<object> | undefined): string {
  return eventClass?.name ?? 'undefined';
}

function prototypeOf({ instance, metatype }: Discovered): object | undefined {
  if (typeof instance === 'object' && instance !== null) {
    return Reflect.getPrototypeOf(instance as object) ?? undefined;
  }
  // Of request-scoped providers there is no instance yet.
  const prototype: unknown = typeof metatype === 'function' ? metatype.prototype : undefined;
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

function observed({ body, tenantId, subject, tags }: EventContent): ObservedEvent {
  const { id, type, timestamp, data } = JSON.parse(body.toString()) as WebhookEnvelope;
  return { id, type, timestamp, tenantId, subject, tags: [...tags], data };
}
