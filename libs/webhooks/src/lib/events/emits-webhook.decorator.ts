import 'reflect-metadata';
import { Inject, type Type } from '@nestjs/common';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EmitterUnboundError } from '../common/errors/emitter-unbound.error';
import { emissionsOf, type EmitsWebhookOptions } from './emission';
import { markWrapper, registerEmitter, wrappedThing } from './emitter-metadata';
import { WebhookEventBus } from './webhook-event-bus';

/** Where Nest puts the bus on an instance; the name is what its errors show. */
const BUS = Symbol('the bus of @EmitsWebhook');

/** Decorates a method that answers a promise of `Result`. */
export type EmitterDecorator<Result, Args extends unknown[]> = <
  Method extends (...args: Args) => Promise<Result>,
>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/**
 * Announces an event after a method of a provider or controller has succeeded: when its promise is
 * fulfilled, and never when it rejects. When the event can't be stored, the call rejects. In a
 * transaction that is open around the method (`@Transactional()`, or the option `ambientManager`)
 * the event is part of it.
 *
 * Put it directly above the method, beneath `@Transactional()`: above it, the transaction would
 * already be committed. A wrong order is an error at start-up. A method may announce several events,
 * one decorator each. A method that overrides another one and calls it announces the events of both.
 *
 * @throws DecoratorOrderError at start-up, when it stands above `@Transactional()`
 * @throws EmitterUnboundError at the call, on an object that Nest did not create from its class
 * @throws ConfigInvalidError at the call, for a method that does not answer a promise
 * @example
 * ```ts
 * @Transactional()
 * @EmitsWebhook(ProjectCreated)
 * create(input: CreateProject): Promise<Project> { … }
 *
 * @EmitsWebhook(ProjectDeleted, { map: (_: void, [id]: [string]) => ({ id }) })
 * async delete(id: string): Promise<void> { … }
 * ```
 */
export function EmitsWebhook<
  Event extends object,
  Result = unknown,
  Args extends unknown[] = never[],
>(
  eventClass: Type<Event>,
  options: EmitsWebhookOptions<Event, Result, Args> = {},
): EmitterDecorator<Result, Args> {
  return (target, key, descriptor) => {
    const original = descriptor.value;
    const name = nameOf(target, key);
    if (typeof target === 'function' || !original) {
      throw new ConfigInvalidError(
        `@EmitsWebhook on ${name}: only methods of instances can announce events; make it one.`,
      );
    }
    registerEmitter(target, { name, eventClass, wrapped: wrappedThing(original) });
    Inject(WebhookEventBus)(target, BUS);

    const wrapper = function (this: unknown, ...args: Args): Promise<Result> {
      const bus = busOf(this);
      if (!bus) return Promise.reject(unbound(name));
      const returned: unknown = Reflect.apply(original, this, args);
      if (!isThenable(returned)) throw notAsync(name);
      return Promise.resolve(returned as Promise<Result>).then(async (result) => {
        for (const { event, context } of emissionsOf(eventClass, options, { result, args })) {
          await bus.emit<object>(event, context);
        }
        return result;
      });
    };
    descriptor.value = inPlaceOf(original, wrapper);
  };
}

/** The wrapper with everything that other decorators and Nest read from a method. */
function inPlaceOf<Method extends (...args: never[]) => unknown>(
  original: Method,
  wrapper: (...args: never[]) => unknown,
): Method {
  Object.defineProperty(wrapper, 'name', { value: original.name, configurable: true });
  Object.defineProperty(wrapper, 'length', { value: original.length, configurable: true });
  for (const key of Reflect.getMetadataKeys(original) as unknown[]) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, original), wrapper);
  }
  markWrapper(wrapper);
  return wrapper as Method;
}

function busOf(instance: unknown): WebhookEventBus | undefined {
  return (instance as { [BUS]?: WebhookEventBus } | null | undefined)?.[BUS];
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function nameOf(target: object, key: string | symbol): string {
  const owner = typeof target === 'function' ? target : target.constructor;
  return `${owner.name}.${String(key)}`;
}

function unbound(name: string): EmitterUnboundError {
  return new EmitterUnboundError(
    `${name} has @EmitsWebhook, but Nest did not create this object from its class, so it has no event bus. ` +
      'Register the class itself as a provider: not `new`, `useFactory` or `useValue`.',
  );
}

function notAsync(name: string): ConfigInvalidError {
  return new ConfigInvalidError(
    `${name} has @EmitsWebhook but does not answer a promise, so nobody could wait for its event; make it async.`,
  );
}
