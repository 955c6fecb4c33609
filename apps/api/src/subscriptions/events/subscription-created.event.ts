import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SubscriptionChange } from '../subscription-change';
import { SubscriptionEvent, subscriptionFields } from './subscription-event';

/** Payload of `subscription.created`. */
@WebhookEvent('subscription.created', {
  description: 'A subscription began',
  example: {
    id: 'sub_1Pq',
    customerId: 'cus_9s6',
    tier: 'pro',
    status: 'active',
    createdAt: '2026-11-21T22:59:00.000Z',
  },
})
export class SubscriptionCreated extends SubscriptionEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  createdAt!: string;

  static from(this: void, { subscription, at }: SubscriptionChange): SubscriptionCreated {
    return Object.assign(new SubscriptionCreated(), {
      ...subscriptionFields(subscription),
      createdAt: at.toISOString(),
    } satisfies SubscriptionCreated);
  }
}
