import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString } from 'class-validator';
import type { ToldPayment } from '../payment-change';

/** What every event of a payment tells. */
export abstract class PaymentEvent {
  /** Stripe's id. */
  @ApiProperty({ description: 'Stripe’s id', example: 'pi_3Mt' })
  @IsString()
  id!: string;

  /** Stripe's id of the customer; `null` for a guest. */
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Stripe’s id of the customer; none for a guest',
    example: 'cus_9s6',
  })
  @IsOptional()
  @IsString()
  customerId!: string | null;

  /** In the smallest unit of the currency, such as cents. */
  @ApiProperty({
    description: 'In the smallest unit of the currency, such as cents',
    example: 1_999,
  })
  @IsInt()
  amount!: number;

  /** ISO 4217, in lower case. */
  @ApiProperty({ description: 'ISO 4217, in lower case', example: 'eur' })
  @IsString()
  currency!: string;
}

/** Those fields, of what Stripe said. */
export function paymentFields(told: ToldPayment): PaymentEvent {
  const { id, customerId, amount, currency } = told;
  return { id, customerId, amount, currency };
}
