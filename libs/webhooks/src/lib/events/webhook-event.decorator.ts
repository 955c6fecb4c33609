import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { MS_PER_DAY } from '../common/durations';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';

/** What {@link WebhookEvent} says about an event, beside its type. */
export interface WebhookEventOptions {
  /** One sentence for the people who receive it. */
  description?: string;
  /** Version of the payload's shape. @default '1' */
  version?: string;
  /**
   * A payload as it may look; has to be valid JSON. Shown in the catalog, and sent when an endpoint is
   * tested with this type. @default one made from the rules of the class
   */
  example?: unknown;
  /** Whether receivers should move to another event. It is still published. @default false */
  deprecated?: boolean;
  /**
   * How long after it was published an event is of use, in ms; what is not delivered by then ends as a
   * dead letter (`expired`). `expiresAt` of a publish goes first. @default for ever
   */
  expiresAfterMs?: number;
}

/** What a class declares with {@link WebhookEvent}, every default filled in. */
export interface WebhookEventMetadata {
  type: string;
  description: string | null;
  version: string;
  example: unknown;
  deprecated: boolean;
  expiresAfterMs: number | null;
}

const WEBHOOK_EVENT = Symbol('hookline:webhook-event');
const TYPE_PATTERN = /^[a-z0-9_]+(\.[a-z0-9_]+)+$/;
/** Longest event type, in characters. */
export const MAX_EVENT_TYPE_LENGTH = 128;
const MAX_LIFETIME_MS = 365 * MS_PER_DAY;

/** Whether a text can be an event type: lower-case words with dots between, at most 128 characters. */
export function isEventType(type: string): boolean {
  return type.length <= MAX_EVENT_TYPE_LENGTH && TYPE_PATTERN.test(type);
}

/**
 * Declares a class as an event that receivers may subscribe to. What goes out as `data` are exactly
 * its properties with class-validator decorators; anything else on an instance stays here. Nested
 * classes follow the same rule: name them with `@Type` of class-transformer (its other decorators
 * are not applied). The class also has to be listed in the option `events`.
 *
 * @param type lower-case words with dots between, at most 128 characters: `project.created`
 * @throws ConfigInvalidError when the class is loaded, for a malformed type
 * @example
 * ```ts
 * @WebhookEvent('project.created', { description: 'A project was created' })
 * export class ProjectCreated {
 *   @IsUUID() id!: string;
 *   @IsString() name!: string;
 * }
 * ```
 */
export function WebhookEvent(type: string, options: WebhookEventOptions = {}): ClassDecorator {
  return (target) => {
    if (!isEventType(type)) {
      throw new ConfigInvalidError(
        `@WebhookEvent("${String(type).slice(0, MAX_EVENT_TYPE_LENGTH)}") on ${target.name}: an event type is lower-case words ` +
          `(a-z, 0-9, _) with dots between, at most ${MAX_EVENT_TYPE_LENGTH} characters, such as "project.created".`,
      );
    }
    const metadata: WebhookEventMetadata = {
      type,
      description: options.description ?? null,
      version: options.version ?? '1',
      example: options.example ?? null,
      deprecated: options.deprecated ?? false,
      expiresAfterMs: lifetimeOf(options, target.name),
    };
    Reflect.defineMetadata(WEBHOOK_EVENT, metadata, target);
  };
}

function lifetimeOf({ expiresAfterMs }: WebhookEventOptions, className: string): number | null {
  if (expiresAfterMs === undefined) return null;
  if (
    Number.isInteger(expiresAfterMs) &&
    expiresAfterMs >= 1 &&
    expiresAfterMs <= MAX_LIFETIME_MS
  ) {
    return expiresAfterMs;
  }
  throw new ConfigInvalidError(
    `\`expiresAfterMs\` in @WebhookEvent of ${className} is ${String(expiresAfterMs)}. Pass a whole number from 1 to ` +
      `${MAX_LIFETIME_MS} (a year), or leave it out for events that never expire.`,
  );
}

/**
 * What a class itself declares with {@link WebhookEvent}; `undefined` without the decorator. A
 * subclass does not inherit it: it would be a second class of the same type.
 */
export function webhookEventOf(eventClass: Type<object>): WebhookEventMetadata | undefined {
  return Reflect.getOwnMetadata(WEBHOOK_EVENT, eventClass) as WebhookEventMetadata | undefined;
}

/** The class of an instance and its superclasses, the nearest first. */
export function classesOf(instance: object): Type<object>[] {
  const classes: Type<object>[] = [];
  let prototype = Reflect.getPrototypeOf(instance);
  while (prototype && prototype !== Object.prototype) {
    const owner: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    if (typeof owner === 'function') classes.push(owner as Type<object>);
    prototype = Reflect.getPrototypeOf(prototype);
  }
  return classes;
}
