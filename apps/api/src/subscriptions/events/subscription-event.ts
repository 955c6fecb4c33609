import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import type { ToldSubscription } from '../subscription-change';

/** What every event of a subscription tells. */
export abstract class SubscriptionEvent {
  /** Stripe's id. */
  @ApiProperty({ description: 'Stripe’s id', example: 'sub_1Pq' })
  @IsString()
  id!: string;

  /** Stripe's id of the customer. */
  @ApiProperty({ description: 'Stripe’s id of the customer', example: 'cus_9s6' })
  @IsString()
  customerId!: string;

  /** Lookup key of its price, or the name, or the id. */
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Lookup key of its price, or the name, or the id',
    example: 'pro',
  })
  @IsOptional()
  @IsString()
  tier!: string | null;

  @ApiProperty({ description: 'Stripe’s word', example: 'active' })
  @IsString()
  status!: string;
}

/** Those fields, of what Stripe said. */
export function subscriptionFields(told: ToldSubscription): SubscriptionEvent {
  const { id, customerId, tier, status } = told;
  return { id, customerId, tier, status };
}
