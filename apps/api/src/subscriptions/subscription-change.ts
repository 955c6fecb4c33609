import type { Subscription } from './subscription.entity';

/** What Stripe says of a subscription. */
export type ToldSubscription = Pick<Subscription, 'id' | 'customerId' | 'tier' | 'status'>;

/** A subscription that Stripe told of. */
export interface SubscriptionChange {
  tenantId: string;
  subscription: ToldSubscription;
  at: Date;
  /** Whether it was news; Stripe's messages come in any order. */
  isNews: boolean;
}
