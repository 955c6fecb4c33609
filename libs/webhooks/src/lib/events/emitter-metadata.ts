import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { types } from 'node:util';

/**
 * What `@EmitsWebhook` was put on: the method itself (or another `@EmitsWebhook`), a Proxy that
 * another decorator made of it, as `@Transactional()` of @nestjs-cls/transactional does, or another
 * function in its place.
 */
export type WrappedThing = 'method' | 'proxy' | 'function';

/** One `@EmitsWebhook`, as the start-up check sees it. */
export interface EmitterRegistration {
  /** `Class.method`. */
  name: string;
  /** `undefined` when the class was not loaded yet: a circular import. */
  eventClass: Type<object> | undefined;
  wrapped: WrappedThing;
}

const EMITTERS = Symbol('hookline:emitters');
const wrappers = new WeakSet<object>();

// A method of a class has neither the word `function` nor an arrow at its head.
const NOT_A_METHOD = /^(?:async\s+)?(?:function\b|\(|[\w$]+\s*=>)/;

/** Remembers a function as one that `@EmitsWebhook` made. */
export function markWrapper(wrapper: object): void {
  wrappers.add(wrapper);
}

/** What a decorator finds in the place of the method. */
export function wrappedThing(found: (...args: never[]) => unknown): WrappedThing {
  if (types.isProxy(found)) return 'proxy';
  if (wrappers.has(found)) return 'method';
  return NOT_A_METHOD.test(Function.prototype.toString.call(found)) ? 'function' : 'method';
}

/** Notes an emitter on its prototype, where no other decorator's wrapper hides it. */
export function registerEmitter(prototype: object, registration: EmitterRegistration): void {
  Reflect.defineMetadata(EMITTERS, [...emittersOf(prototype), registration], prototype);
}

/** The emitters that a prototype declares itself. */
export function emittersOf(prototype: object): EmitterRegistration[] {
  const found = Reflect.getOwnMetadata(EMITTERS, prototype) as EmitterRegistration[] | undefined;
  return found ?? [];
}
