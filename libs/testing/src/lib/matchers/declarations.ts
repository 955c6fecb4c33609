import type { PublishContext } from '@hookline/webhooks';
import type { Type } from '@nestjs/common';
// Makes the compiler know the module that is widened below; nothing of it is used.
import type {} from 'expect';

/** The matchers of this package, as types. `Result` is what the matcher answers: nothing, or a promise. */
export interface WebhookMatchers<Result> {
  /**
   * Whether it is a webhook with a right signature, of this event, whose data contains these fields.
   * @example
   * expect(await receiver.next()).toBeWebhook(ProjectCreated, { name: 'x' });
   */
  toBeWebhook<Event extends object>(
    event: Type<Event>,
    data?: { [Field in keyof Event]?: unknown },
  ): Result;
  /** The same by the event's type. */
  toBeWebhook(type: string, data?: Record<string, unknown>): Result;
  /**
   * Whether a TestingPublisher was given an event with this data, in this context.
   * @example
   * expect(publisher).toHavePublished(ProjectCreated, { name: 'x' }, { tenantId: 'acme' });
   */
  toHavePublished<Event extends object>(
    event: Type<Event>,
    data?: { [Field in keyof Event]?: unknown },
    context?: ExpectedContext,
  ): Result;
  /** The same by the event's type. */
  toHavePublished(type: string, data?: Record<string, unknown>, context?: ExpectedContext): Result;
}

/** What may be expected of a publication beside its data. */
export type ExpectedContext = { [Field in keyof Omit<PublishContext, 'manager'>]?: unknown };

// For `expect` from @jest/globals.
declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- parameters as jest has them
  interface Matchers<R extends void | Promise<void>, T = unknown> extends WebhookMatchers<R> {}
}

// For the global `expect` of @types/jest.
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- merges with theirs
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- parameters as jest has them
    interface Matchers<R, T = {}> extends WebhookMatchers<R> {}
  }
}
