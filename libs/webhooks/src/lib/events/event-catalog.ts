import { Inject, Injectable, type Type } from '@nestjs/common';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EventDuplicateError } from '../common/errors/event-duplicate.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { classesOf, webhookEventOf } from './webhook-event.decorator';
import { WebhookTest } from './webhook-test.event';

/** What people and programs may know of an event. Safe to write as JSON. */
export interface EventDescriptor {
  type: string;
  /** Name of the class. */
  name: string;
  description: string | null;
  version: string;
  deprecated: boolean;
  example: unknown;
}

/** An event of the catalog, with its class. */
export interface CatalogEvent {
  type: string;
  eventClass: Type<object>;
  descriptor: EventDescriptor;
}

/**
 * The events that this application publishes: the classes of the option `events`, in their order,
 * and the built-in `webhook.test`.
 * @throws EventDuplicateError at start-up, when two classes declare the same type
 * @throws ConfigInvalidError at start-up, for a class without `@WebhookEvent`
 */
@Injectable()
export class EventCatalog {
  private readonly byType = new Map<string, CatalogEvent>();
  private readonly byClass = new Map<Type<object>, CatalogEvent>();

  constructor(@Inject(WEBHOOKS_CONFIG) config: Pick<WebhooksConfig, 'events'>) {
    // The built-in one goes first, so that the error names the application's class as the second.
    for (const eventClass of [WebhookTest, ...config.events] as Type<object>[]) {
      this.add(eventClass);
    }
  }

  /** Every event, in the order of the option; the built-in one last. */
  list(): CatalogEvent[] {
    const [builtIn, ...declared] = this.byType.values();
    return builtIn ? [...declared, builtIn] : declared;
  }

  /** Every event as plain data, for an API or a page. */
  describe(): EventDescriptor[] {
    return this.list().map(({ descriptor }) => descriptor);
  }

  /** The event of a type, `undefined` when the catalog does not have it. */
  find(type: string): CatalogEvent | undefined {
    return this.byType.get(type);
  }

  has(type: string): boolean {
    return this.byType.has(type);
  }

  /** The event that an object is an instance of, directly or through a subclass. */
  findByInstance(instance: object): CatalogEvent | undefined {
    const direct = this.byClass.get(instance.constructor as Type<object>);
    if (direct !== undefined && instance instanceof direct.eventClass) return direct;
    const owner = classesOf(instance).find((candidate) => this.byClass.has(candidate));
    return owner && this.byClass.get(owner);
  }

  private add(eventClass: Type<object>): void {
    const entry = describeClass(eventClass);
    const existing = this.byType.get(entry.type);
    if (existing) {
      throw new EventDuplicateError(
        existing.eventClass === eventClass
          ? `Option \`events\` lists ${entry.descriptor.name} ("${entry.type}") twice; list it once.`
          : `${existing.descriptor.name} and ${entry.descriptor.name} both declare the event type "${entry.type}"; ` +
              'give one of them another type.',
      );
    }
    this.byType.set(entry.type, entry);
    this.byClass.set(eventClass, entry);
  }
}

function describeClass(eventClass: Type<object>): CatalogEvent {
  const isClass = typeof eventClass === 'function';
  const metadata = isClass ? webhookEventOf(eventClass) : undefined;
  if (!metadata) {
    throw new ConfigInvalidError(
      `Option \`events\` holds ${isClass ? `${eventClass.name}, which has no @WebhookEvent` : `a ${typeof eventClass} instead of a class`}. ` +
        "Put @WebhookEvent('some.type') on the class itself; if it is undefined here, look for a circular import.",
    );
  }
  const { type, description, version, deprecated } = metadata;
  const example = plainExample(metadata.example, eventClass.name);
  const descriptor = { type, name: eventClass.name, description, version, deprecated, example };
  return { type, eventClass, descriptor };
}

function plainExample(example: unknown, className: string): unknown {
  try {
    return JSON.parse(JSON.stringify(example)) as unknown;
  } catch {
    throw new ConfigInvalidError(
      `The \`example\` in @WebhookEvent of ${className} can not be written as JSON; use plain values.`,
    );
  }
}
