import { ApiProperty } from '@nestjs/swagger';
import { PAYMENT_STATUSES, type Payment, type PaymentStatus } from '../payment.entity';

/** A payment, as callers see it. */
export class PaymentDto {
  @ApiProperty({ description: 'Stripe’s id' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Stripe’s id of the customer' })
  customerId!: string | null;

  @ApiProperty({ description: 'In the smallest unit of the currency, such as cents' })
  amount!: number;

  @ApiProperty({ description: 'ISO 4217, in lower case' })
  currency!: string;

  @ApiProperty({ enum: PAYMENT_STATUSES })
  status!: PaymentStatus;

  @ApiProperty({ type: String, nullable: true, description: 'Stripe’s code' })
  failureReason!: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  changedAt!: string;

  static from(this: void, payment: Payment): PaymentDto {
    return {
      id: payment.id,
      customerId: payment.customerId,
      amount: payment.amount,
      currency: payment.currency,
      status: payment.status,
      failureReason: payment.failureReason,
      createdAt: payment.createdAt.toISOString(),
      changedAt: payment.changedAt.toISOString(),
    };
  }
}

/** A page of payments, newest first. */
export class PaymentPageDto {
  @ApiProperty({ type: [PaymentDto] })
  items!: PaymentDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
