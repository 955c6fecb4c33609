import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { DecoratorOrderError } from '../common/errors/decorator-order.error';
import { EventUnknownError } from '../common/errors/event-unknown.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { emittersOf, type EmitterRegistration } from './emitter-metadata';
import { EventCatalog } from './event-catalog';
import { findTransactionalPackage } from './transactional-package';
import { webhookEventOf } from './webhook-event.decorator';

/** Where Nest's discovery says a class or an instance is. */
interface Discovered {
  metatype: unknown;
  instance: unknown;
}

/**
 * Checks every `@EmitsWebhook` at start-up, so that a mistake does not wait for the first call.
 * @throws DecoratorOrderError when one stands above `@Transactional()`
 * @throws EventUnknownError when its event is not in the catalog although `strictEvents` is on
 * @throws ConfigInvalidError when its class is no event
 */
@Injectable()
export class EmitterInspector implements OnModuleInit {
  private readonly logger = new Logger('EmitsWebhook');

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly catalog: EventCatalog,
    @Inject(WEBHOOKS_CONFIG) private readonly config: Pick<WebhooksConfig, 'strictEvents'>,
  ) {}

  onModuleInit(): void {
    const discovered = [...this.discovery.getProviders(), ...this.discovery.getControllers()];
    const transactionalLoaded = findTransactionalPackage() !== undefined;
    for (const prototype of prototypesOf(discovered)) {
      for (const emitter of emittersOf(prototype)) {
        this.checkEvent(emitter);
        this.checkOrder(emitter, transactionalLoaded);
      }
    }
  }

  private checkEvent({ name, eventClass }: EmitterRegistration): void {
    const metadata = eventClass && webhookEventOf(eventClass);
    if (!metadata) {
      throw new ConfigInvalidError(
        `@EmitsWebhook(${eventClass?.name ?? 'undefined'}) on ${name}: that is no class with @WebhookEvent. ` +
          'Decorate it; if it is undefined, look for a circular import.',
      );
    }
    const listed = this.catalog.find(metadata.type)?.eventClass === eventClass;
    if (listed || !this.config.strictEvents) return;
    throw new EventUnknownError(
      `@EmitsWebhook(${eventClass.name}) on ${name}: event "${metadata.type}" is not in the catalog. ` +
        `Add ${eventClass.name} to the option \`events\` of WebhooksModule.`,
    );
  }

  private checkOrder({ name, wrapped }: EmitterRegistration, transactionalLoaded: boolean): void {
    if (wrapped === 'method') return;
    if (wrapped === 'proxy' && transactionalLoaded) {
      throw new DecoratorOrderError(
        `${name}: @EmitsWebhook stands above @Transactional() (or another decorator that wraps the method, such as ` +
          '@UseCls()), so that its event would be written after the commit. Move @EmitsWebhook beneath it, directly ' +
          'above the method.',
      );
    }
    this.logger.warn(
      `${name}: @EmitsWebhook stands above another decorator that replaces the method. If that one opens a ` +
        'transaction, the event is not part of it; move @EmitsWebhook beneath it, directly above the method.',
    );
  }
}

/** Every prototype in the application, superclasses too, each once. */
function prototypesOf(discovered: readonly Discovered[]): Set<object> {
  const found = new Set<object>();
  for (const { metatype, instance } of discovered) {
    // Request-scoped providers have no instance yet, and factories no class.
    const starts = [prototypeOfClass(metatype), prototypeOfInstance(instance)];
    for (const start of starts) {
      let prototype = start;
      while (prototype && prototype !== Object.prototype && !found.has(prototype)) {
        found.add(prototype);
        prototype = Reflect.getPrototypeOf(prototype);
      }
    }
  }
  return found;
}

function prototypeOfClass(metatype: unknown): object | null {
  if (typeof metatype !== 'function') return null;
  const prototype: unknown = metatype.prototype;
  return typeof prototype === 'object' ? prototype : null;
}

function prototypeOfInstance(instance: unknown): object | null {
  return typeof instance === 'object' && instance !== null
    ? Reflect.getPrototypeOf(instance)
    : null;
}
