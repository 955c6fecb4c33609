import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString } from 'class-validator';
import type { PaymentChange } from '../payment-change';
import { PaymentEvent, paymentFields } from './payment-event';

/** Payload of `payment.failed`. */
@WebhookEvent('payment.failed', {
  description: 'A payment failed; it may be tried again',
  example: {
    id: 'pi_3Mt',
    customerId: 'cus_9s6',
    amount: 1999,
    currency: 'eur',
    failureReason: 'card_declined',
    failedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class PaymentFailed extends PaymentEvent {
  /** Stripe's code, such as `card_declined`. */
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Stripe’s code',
    example: 'card_declined',
  })
  @IsOptional()
  @IsString()
  failureReason!: string | null;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  failedAt!: string;

  static from(this: void, { payment, at }: PaymentChange): PaymentFailed {
    return Object.assign(new PaymentFailed(), {
      ...paymentFields(payment),
      failureReason: payment.failureReason,
      failedAt: at.toISOString(),
    } satisfies PaymentFailed);
  }
}
