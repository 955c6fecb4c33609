import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { PaymentChange } from '../payment-change';
import { PaymentEvent, paymentFields } from './payment-event';

/** Payload of `payment.succeeded`. */
@WebhookEvent('payment.succeeded', {
  description: 'A payment succeeded',
  example: {
    id: 'pi_3Mt',
    customerId: 'cus_9s6',
    amount: 1999,
    currency: 'eur',
    succeededAt: '2026-11-21T22:59:00.000Z',
  },
})
export class PaymentSucceeded extends PaymentEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  succeededAt!: string;

  static from(this: void, { payment, at }: PaymentChange): PaymentSucceeded {
    return Object.assign(new PaymentSucceeded(), {
      ...paymentFields(payment),
      succeededAt: at.toISOString(),
    } satisfies PaymentSucceeded);
  }
}
