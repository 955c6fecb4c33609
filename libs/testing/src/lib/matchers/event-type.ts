import { webhookEventOf } from '@hookline/webhooks';
import type { Type } from '@nestjs/common';

/** The type of an event that a test names by its class or its type. @throws TypeError for a class that is no event */
export function eventTypeOf(event: Type<object> | string, matcher: string): string {
  const type = typeof event === 'string' ? event : webhookEventOf(event)?.type;
  if (type !== undefined) return type;
  throw new TypeError(
    `${matcher}(${(event as Type<object>).name}): the class has no @WebhookEvent. Pass an event's class or its type.`,
  );
}
