import type { ToldPayment } from '../payments/payment-change';
import type { ToldSubscription } from '../subscriptions/subscription-change';
import type { StripeMessage } from './dto/stripe-message';
import { StripePayment, StripeSubscription } from './dto/stripe-objects';
import { readPart } from './read-part';
import { tenantIn } from './tenant-in';

/** What a message of Stripe says in terms of the host. */
export type StripeChange =
  | {
      of: 'subscription';
      what: 'created' | 'updated' | 'cancelled';
      told: ToldSubscription;
      tenantId: string | undefined;
    }
  | {
      of: 'payment';
      what: 'succeeded' | 'failed';
      told: ToldPayment;
      tenantId: string | undefined;
    };

/**
 * What a message says; `undefined` for the types that the host has no use for.
 * @throws InboundMalformedError for a message of a known type and another form
 */
export function stripeChange({ type, data }: StripeMessage): StripeChange | undefined {
  switch (type) {
    case 'customer.subscription.created':
      return { what: 'created', ...subscription(data.object) };
    case 'customer.subscription.updated':
      return { what: 'updated', ...subscription(data.object) };
    case 'customer.subscription.deleted':
      return { what: 'cancelled', ...subscription(data.object) };
    case 'payment_intent.succeeded':
      return succeeded(data.object);
    case 'payment_intent.payment_failed':
      return failed(data.object);
    default:
      return undefined;
  }
}

function subscription(object: object): Omit<Extract<StripeChange, { of: 'subscription' }>, 'what'> {
  const read = readPart(StripeSubscription, object, 'data.object');
  const { id, status, customer, metadata } = read;
  const price = read.items?.data[0]?.price;
  const tier = price?.lookup_key ?? price?.nickname ?? price?.id ?? null;
  const told = { id, customerId: customer, tier, status };
  return { of: 'subscription', told, tenantId: tenantIn(metadata) };
}

function succeeded(object: object): StripeChange {
  const read = readPart(StripePayment, object, 'data.object');
  const amount = read.amount_received ?? read.amount;
  const told = { ...paymentFields(read), amount, failureReason: null };
  return { of: 'payment', what: 'succeeded', told, tenantId: tenantIn(read.metadata) };
}

function failed(object: object): StripeChange {
  const read = readPart(StripePayment, object, 'data.object');
  // The code alone: the message is written for the customer.
  const failureReason = read.last_payment_error?.code ?? null;
  const told = { ...paymentFields(read), amount: read.amount, failureReason };
  return { of: 'payment', what: 'failed', told, tenantId: tenantIn(read.metadata) };
}

function paymentFields({
  id,
  customer,
  currency,
}: StripePayment): Pick<ToldPayment, 'id' | 'customerId' | 'currency'> {
  return { id, customerId: customer ?? null, currency };
}
