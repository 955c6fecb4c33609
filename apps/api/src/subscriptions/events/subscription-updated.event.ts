import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SubscriptionChange } from '../subscription-change';
import { SubscriptionEvent, subscriptionFields } from './subscription-event';

/** Payload of `subscription.updated`. */
@WebhookEvent('subscription.updated', {
  description: 'A subscription was changed',
  example: {
    id: 'sub_1Pq',
    customerId: 'cus_9s6',
    tier: 'pro',
    status: 'past_due',
    updatedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class SubscriptionUpdated extends SubscriptionEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  updatedAt!: string;

  static from(this: void, { subscription, at }: SubscriptionChange): SubscriptionUpdated {
    return Object.assign(new SubscriptionUpdated(), {
      ...subscriptionFields(subscription),
      updatedAt: at.toISOString(),
    } satisfies SubscriptionUpdated);
  }
}
