import type { Type } from '@nestjs/common';
import { TestingPublisher, type PublicationRecord } from '../publisher/testing-publisher';
import { eventTypeOf } from './event-type';
import type { MatcherContext, MatcherResult } from './matcher';

/** Most events that a failure shows. */
const SHOWN = 10;

/**
 * Whether a {@link TestingPublisher} was given an event with this data, in this context.
 * @param event the event's class, or its type
 * @param data fields that the data must have; values may be matchers such as `expect.any(String)`
 * @param context what must have been said beside it, such as `tenantId` and `subject`
 */
export function toHavePublished(
  this: MatcherContext,
  publisher: unknown,
  event: Type<object> | string,
  data: object = {},
  context: object = {},
): MatcherResult {
  if (!(publisher instanceof TestingPublisher)) {
    const got = this.utils.printReceived(publisher);
    return {
      pass: Boolean(this.isNot),
      message: () => `expected a TestingPublisher, and got ${got}`,
    };
  }
  const type = eventTypeOf(event, 'toHavePublished');
  const contains = (actual: unknown, expected: object): boolean =>
    this.equals(actual, expected, [this.utils.subsetEquality]);
  const pass = publisher.published.some(
    (one) => one.type === type && contains(one.data, data) && contains(contextOf(one), context),
  );
  return {
    pass,
    message: () => {
      const verb = this.isNot ? 'not to have been published' : 'to have been published';
      const wanted = [describe(this, 'data', data), describe(this, 'context', context)].join('');
      return `expected "${type}"${wanted} ${verb}\n\n${listOf(this, publisher.published)}`;
    },
  };
}

function contextOf(record: PublicationRecord): object {
  const entries = Object.entries(record).filter(([field]) => field !== 'type' && field !== 'data');
  return Object.fromEntries(entries);
}

function describe({ utils }: MatcherContext, name: string, expected: object): string {
  return Object.keys(expected).length === 0
    ? ''
    : ` with the ${name} ${utils.printExpected(expected)}`;
}

function listOf({ utils }: MatcherContext, published: readonly PublicationRecord[]): string {
  if (published.length === 0) return 'Nothing was published.';
  const lines = published
    .slice(0, SHOWN)
    .map((one) => `- "${one.type}" ${utils.printReceived({ data: one.data, ...contextOf(one) })}`);
  const more = published.length > SHOWN ? [`- and ${published.length - SHOWN} more`] : [];
  return ['Published:', ...lines, ...more].join('\n');
}
