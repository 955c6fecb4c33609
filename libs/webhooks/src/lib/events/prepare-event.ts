import type { Type } from '@nestjs/common';
import { validate, type ValidationError } from 'class-validator';
import { EventInvalidError } from '../common/errors/event-invalid.error';
import { EventUnknownError } from '../common/errors/event-unknown.error';
import type { FieldIssue } from '../common/errors/validation-failed.error';
import { type EventCatalog } from './event-catalog';
import { declaredFields } from './event-fields';
import { instantiateFrom, projectOnto } from './event-projection';
import type { AdHocEvent } from './event-types';
import { findUnserializable } from './json-safety';
import { certainlyValid } from './quick-rules';
import { classesOf, isEventType, webhookEventOf } from './webhook-event.decorator';

/** An event that may be stored: checked, and without anything that was not declared. */
export interface PreparedEvent {
  type: string;
  /** Can be written as JSON. Not the caller's object, unless it came ad hoc and without a class. */
  data: unknown;
}

/** A prepared event before its rules were checked; without a class there are none. */
interface Candidate extends PreparedEvent {
  eventClass?: Type<object>;
}

/**
 * Turns what a caller announces into what is stored. An instance of an event class is checked by its
 * class-validator rules and reduced to what the class declares; so is an ad-hoc `{ type, data }`
 * whose type is in the catalog. Any other ad-hoc event only passes when `strict` is off. The caller's
 * object is not changed.
 *
 * @param strict the option `strictEvents`
 * @throws EventInvalidError names the fields at fault, never their values
 * @throws EventUnknownError for what the catalog does not have
 */
export async function prepareEvent(
  event: object,
  catalog: EventCatalog,
  strict: boolean,
): Promise<PreparedEvent> {
  const { type, data, eventClass } = candidateOf(event, catalog, strict);
  const unserializable = findUnserializable(data);
  if (unserializable) throw new EventInvalidError(type, [unserializable]);
  if (eventClass) await check(type, eventClass, data as object);
  return { type, data };
}

function candidateOf(event: object, catalog: EventCatalog, strict: boolean): Candidate {
  const known = catalog.findByInstance(event);
  if (known) return fromInstance(known.type, known.eventClass, event);
  const unlisted = classesOf(event).find((candidate) => webhookEventOf(candidate));
  if (unlisted) return fromUnlisted(unlisted, event, strict);
  if (isAdHoc(event)) return fromAdHoc(event, catalog, strict);
  throw new EventUnknownError(
    `${nameOf(event)} is not an event. Pass an instance of a class that has @WebhookEvent and is listed in the ` +
      'option `events` of WebhooksModule, or `{ type, data }`.',
  );
}

function fromInstance(type: string, eventClass: Type<object>, event: object): Candidate {
  if (declaredFields(eventClass).size === 0 && Object.keys(event).length > 0) {
    const message = 'has no class-validator decorator, so that it would not go out; add one';
    const issues = Object.keys(event).map((field) => ({ field, message }));
    throw new EventInvalidError(type, issues);
  }
  return { type, eventClass, data: projectOnto(eventClass, event) };
}

function fromUnlisted(eventClass: Type<object>, event: object, strict: boolean): Candidate {
  const type = webhookEventOf(eventClass)?.type ?? '';
  if (!strict) return fromInstance(type, eventClass, event);
  throw new EventUnknownError(
    `Event "${type}" is not in the catalog. Add ${eventClass.name} to the option \`events\` of WebhooksModule.`,
  );
}

function fromAdHoc({ type, data }: AdHocEvent, catalog: EventCatalog, strict: boolean): Candidate {
  if (!isEventType(type)) {
    const message = 'has to be lower-case words with dots between, at most 128 characters';
    throw new EventInvalidError(type.slice(0, 128), [{ field: 'type', message }]);
  }
  const known = catalog.find(type);
  if (!known && strict) {
    throw new EventUnknownError(
      `Event "${type}" is not in the catalog. Declare a class with @WebhookEvent('${type}') and add it to the ` +
        'option `events` of WebhooksModule, or set `strictEvents: false`.',
    );
  }
  if (!known) return { type, data: presentData(type, data) };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new EventInvalidError(type, [{ field: 'data', message: 'has to be an object' }]);
  }
  return fromInstance(type, known.eventClass, instantiateFrom(known.eventClass, data));
}

/** JSON would leave these out without a word, and the envelope would have no `data`. */
function presentData(type: string, data: unknown): unknown {
  if (data !== undefined && typeof data !== 'function' && typeof data !== 'symbol') return data;
  throw new EventInvalidError(type, [{ field: 'data', message: 'is missing' }]);
}

async function check(type: string, eventClass: Type<object>, data: object): Promise<void> {
  // An event without fields is legal; class-validator takes a class without rules for a mistake.
  if (declaredFields(eventClass).size === 0 || certainlyValid(eventClass, data)) return;
  const validationError = { target: false, value: false };
  const errors = await validate(data, { forbidUnknownValues: true, validationError });
  if (errors.length > 0) throw new EventInvalidError(type, issuesOf(errors, ''));
}

function issuesOf(errors: readonly ValidationError[], prefix: string): FieldIssue[] {
  return errors.flatMap((error) => {
    // A nested object without a class is reported without a property, on its parent's behalf.
    const field = error.property ? prefix + error.property : prefix.slice(0, -1);
    const issues = error.constraints ? [{ field, message: describe(error.constraints) }] : [];
    return [...issues, ...issuesOf(error.children ?? [], `${field}.`)];
  });
}

/** By the rules' names: a rule's own message may quote the value. */
function describe(constraints: Record<string, string>): string {
  if ('unknownValue' in constraints) return 'holds a class that is not known; add @Type(() => …)';
  return `breaks ${Object.keys(constraints).join(', ')}`;
}

function isAdHoc(event: object): event is AdHocEvent {
  return 'type' in event && typeof event.type === 'string' && 'data' in event;
}

function nameOf(event: object): string {
  if (typeof event === 'function') return `The class ${event.name} (not an instance of it)`;
  const [nearest] = classesOf(event);
  return nearest ? `An instance of ${nearest.name}` : 'A plain object';
}
