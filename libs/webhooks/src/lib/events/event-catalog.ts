import { isNoticeType, NOTICE_PREFIX } from '@hookline/contracts';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { EventDuplicateError } from '../common/errors/event-duplicate.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { exampleOf } from './example-of';
import { classesOf, webhookEventOf } from './webhook-event.decorator';
import { payloadSchema, type PayloadSchema } from './payload-schema';
import { NOTICE_EVENTS } from './notice-events';
import { WebhookTest } from './webhook-test.event';

/** What people and programs may know of an event. Safe to write as JSON. */
export interface EventDescriptor {
  type: string;
  /** Name of the class. */
  name: string;
  description: string | null;
  version: string;
  deprecated: boolean;
  /** As declared, else made from the schema. Test sends have it as their `data`. */
  example: unknown;
  /** How long after it was published it is of use, in ms; `null` for ever. */
  expiresAfterMs: number | null;
  /** JSON Schema of `data`, from the class-validator decorators of the class. */
  schema: PayloadSchema;
}

/** An event of the catalog, with its class. */
export interface CatalogEvent {
  type: string;
  eventClass: Type<object>;
  descriptor: EventDescriptor;
}

/**
 * The events that this application publishes: the classes of the option `events`, in their order,
 * and the built-in ones: notices (`hookline.*`) and `webhook.test`.
 * @throws EventDuplicateError at start-up, when two classes declare the same type
 * @throws ConfigInvalidError at start-up, for a class without `@WebhookEvent`, or of a type that is reserved
 */
@Injectable()
export class EventCatalog {
  private readonly byType = new Map<string, CatalogEvent>();
  private readonly byClass = new Map<Type<object>, CatalogEvent>();

  constructor(@Inject(WEBHOOKS_CONFIG) config: Pick<WebhooksConfig, 'events'>) {
    // The built-in ones go first, so that the error names the application's class as the second.
    for (const eventClass of BUILT_IN) this.add(eventClass);
    for (const eventClass of config.events as Type<object>[]) {
      refuseReserved(eventClass);
      this.add(eventClass);
    }
  }

  /** Every event, in the order of the option; the built-in ones last. */
  list(): CatalogEvent[] {
    const all = [...this.byType.values()];
    return [...all.slice(BUILT_IN.length), ...all.slice(0, BUILT_IN.length)];
  }

  /** Every event as plain data, for an API or a page. */
  describe(): EventDescriptor[] {
    return this.list().map(({ descriptor }) => descriptor);
  }

  /**
   * One event as plain data.
   * @throws ResourceNotFoundError when the catalog does not have it
   */
  describeOne(type: string): EventDescriptor {
    const known = this.byType.get(type);
    if (known !== undefined) return known.descriptor;
    throw new ResourceNotFoundError('The catalog has no event of this type.');
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

const BUILT_IN: readonly Type<object>[] = [...NOTICE_EVENTS, WebhookTest];

function refuseReserved(eventClass: Type<object>): void {
  const type = typeof eventClass === 'function' ? webhookEventOf(eventClass)?.type : undefined;
  if (type === undefined || !isNoticeType(type)) return;
  throw new ConfigInvalidError(
    `@WebhookEvent("${type}") on ${eventClass.name}: types that begin with "${NOTICE_PREFIX}" are notices about webhooks ` +
      'themselves. Give the event another type.',
  );
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
  const { type, description, version, deprecated, expiresAfterMs } = metadata;
  const schema = payloadSchema(eventClass);
  const example = plainExample(metadata.example, eventClass.name) ?? exampleOf(schema);
  const { name } = eventClass;
  const descriptor = {
    type,
    name,
    description,
    version,
    deprecated,
    example,
    expiresAfterMs,
    schema,
  };
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
