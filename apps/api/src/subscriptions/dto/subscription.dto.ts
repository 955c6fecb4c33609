import { ApiProperty } from '@nestjs/swagger';
import type { Subscription } from '../subscription.entity';

/** A subscription, as callers see it. */
export class SubscriptionDto {
  @ApiProperty({ description: 'Stripe’s id' })
  id!: string;

  @ApiProperty({ description: 'Stripe’s id of the customer' })
  customerId!: string;

  @ApiProperty({ type: String, nullable: true })
  tier!: string | null;

  @ApiProperty({ description: 'Stripe’s word' })
  status!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  changedAt!: string;

  static from(this: void, subscription: Subscription): SubscriptionDto {
    return {
      id: subscription.id,
      customerId: subscription.customerId,
      tier: subscription.tier,
      status: subscription.status,
      createdAt: subscription.createdAt.toISOString(),
      changedAt: subscription.changedAt.toISOString(),
    };
  }
}

/** A page of subscriptions, newest first. */
export class SubscriptionPageDto {
  @ApiProperty({ type: [SubscriptionDto] })
  items!: SubscriptionDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
