import type { Type } from '@nestjs/common';
import type { ReceivedWebhook } from '../receiver/received-webhook';
import { eventTypeOf } from './event-type';
import type { MatcherContext, MatcherResult } from './matcher';
import { toHavePublished } from './to-have-published';

/**
 * The matchers of this package, for `expect.extend(…)`. Where `expect` is global they are there as
 * soon as the package is imported.
 */
export const webhookMatchers = { toBeWebhook, toHavePublished };

/**
 * Whether it is a webhook with a right signature, of this event, whose data contains these fields.
 * @param event the event's class, or its type
 * @param data fields that `data` must have; values may be matchers such as `expect.any(String)`
 */
function toBeWebhook(
  this: MatcherContext,
  received: ReceivedWebhook,
  event: Type<object> | string,
  data?: object,
): MatcherResult {
  const type = eventTypeOf(event, 'toBeWebhook');
  const problem = isWebhook(received)
    ? (findTypeProblem(received, type) ?? findDataProblem(this, received, data))
    : `expected a webhook that a receiver got, and got ${this.utils.printReceived(received)}`;
  const { printExpected } = this.utils;
  const wanted = data === undefined ? '' : ` with ${printExpected(data)}`;
  return {
    pass: problem === null,
    message: () => problem ?? `expected not to get a webhook ${printExpected(type)}${wanted}`,
  };
}

function isWebhook(value: unknown): value is ReceivedWebhook {
  return typeof value === 'object' && value !== null && 'signatureValid' in value;
}

function findTypeProblem(received: ReceivedWebhook, type: string): string | null {
  const { id, body } = received;
  if (!received.signatureValid) return `the signature is not right: ${received.signatureProblem}`;
  if (received.type !== type) return `expected a webhook "${type}", and got "${received.type}"`;
  if (body.type !== type)
    return `header x-webhook-event is "${type}", the body's type "${body.type}"`;
  return body.id === id ? null : `header webhook-id is "${id}", the body's id "${body.id}"`;
}

function findDataProblem(
  { equals, utils }: MatcherContext,
  { data, type }: ReceivedWebhook,
  expected: object | undefined,
): string | null {
  if (expected === undefined || equals(data, expected, [utils.subsetEquality])) return null;
  return (
    `the data of "${type}" does not contain what was expected\n\n` +
    `Expected: ${utils.printExpected(expected)}\nReceived: ${utils.printReceived(data)}`
  );
}
