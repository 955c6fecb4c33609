import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer's subscription, as Stripe told of it last. */
@Entity({ schema: 'public', name: 'subscription', synchronize: false })
export class Subscription {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  /** Stripe's id. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'customer_id' })
  customerId!: string;

  /** Lookup key of its price, or the name, or the id. */
  @Column('text', { nullable: true })
  tier!: string | null;

  /** Stripe's word, such as `active`, `past_due` or `canceled`. */
  @Column('text')
  status!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** When it changed, by Stripe. */
  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
