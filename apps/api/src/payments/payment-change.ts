import type { Payment } from './payment.entity';

/** What Stripe says of a payment. */
export type ToldPayment = Pick<
  Payment,
  'id' | 'customerId' | 'amount' | 'currency' | 'failureReason'
>;

/** A payment that Stripe told of. */
export interface PaymentChange {
  tenantId: string;
  payment: ToldPayment;
  at: Date;
}
