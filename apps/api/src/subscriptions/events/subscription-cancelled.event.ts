import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SubscriptionChange } from '../subscription-change';
import { SubscriptionEvent, subscriptionFields } from './subscription-event';

/** Payload of `subscription.cancelled`. */
@WebhookEvent('subscription.cancelled', {
  description: 'A subscription ended',
  example: {
    id: 'sub_1Pq',
    customerId: 'cus_9s6',
    tier: 'pro',
    status: 'canceled',
    cancelledAt: '2026-11-21T22:59:00.000Z',
  },
})
export class SubscriptionCancelled extends SubscriptionEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  cancelledAt!: string;

  static from(this: void, { subscription, at }: SubscriptionChange): SubscriptionCancelled {
    return Object.assign(new SubscriptionCancelled(), {
      ...subscriptionFields(subscription),
      cancelledAt: at.toISOString(),
    } satisfies SubscriptionCancelled);
  }
}
