import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from '../common/whole-number';

/** What became of a payment. `succeeded` is final; a failed one may be tried again. */
export const PAYMENT_STATUSES = ['succeeded', 'failed'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** A customer's payment, as Stripe told of it last. */
@Entity({ schema: 'public', name: 'payment', synchronize: false })
export class Payment {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  /** Stripe's id. */
  @PrimaryColumn('text')
  id!: string;

  /** `null` for a guest. */
  @Column('text', { name: 'customer_id', nullable: true })
  customerId!: string | null;

  /** In the smallest unit of the currency, such as cents. */
  @Column('bigint', { transformer: wholeNumber })
  amount!: number;

  /** ISO 4217, in lower case. */
  @Column('text')
  currency!: string;

  @Column('text')
  status!: PaymentStatus;

  /** Stripe's code, such as `card_declined`. */
  @Column('text', { name: 'failure_reason', nullable: true })
  failureReason!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** When it changed, by Stripe. */
  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
