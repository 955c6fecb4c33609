import { InboundMalformedError } from '@hookline/webhooks';
import { clerkChange } from './clerk-change';
import type { ClerkMessage } from './dto/clerk-message';
import { stripeChange } from './stripe-change';

describe('stripeChange', () => {
  const stripe = (type: string, object: object): ReturnType<typeof stripeChange> =>
    stripeChange({ id: 'evt_1', type, data: { object } });
  const subscription = {
    id: 'sub_1',
    customer: 'cus_1',
    status: 'active',
    metadata: { tenantId: 'acme' },
    items: { data: [{ price: { id: 'price_1', nickname: 'Pro plan', lookup_key: 'pro' } }] },
  };
  const payment = {
    id: 'pi_1',
    customer: null,
    amount: 2_000,
    amount_received: 1_999,
    currency: 'eur',
    metadata: {},
    last_payment_error: { code: 'card_declined', message: 'Your card was declined.' },
  };

  it.each([
    ['customer.subscription.created', 'created'],
    ['customer.subscription.updated', 'updated'],
    ['customer.subscription.deleted', 'cancelled'],
  ])('reads %s as a subscription that was %s, of the tenant in its metadata', (type, what) => {
    expect(stripe(type, subscription)).toEqual({
      of: 'subscription',
      what,
      told: { id: 'sub_1', customerId: 'cus_1', tier: 'pro', status: 'active' },
      tenantId: 'acme',
    });
  });

  it.each([
    [{ lookup_key: null, nickname: 'Pro plan', id: 'price_1' }, 'Pro plan'],
    [{ lookup_key: null, nickname: null, id: 'price_1' }, 'price_1'],
    [undefined, null],
  ])('names the tier by what the price %j has', (price, tier) => {
    const items = { data: price === undefined ? [] : [{ price }] };
    const change = stripe('customer.subscription.created', { ...subscription, items });
    expect(change?.told).toMatchObject({ tier });
  });

  it('reads payments', () => {
    expect(stripe('payment_intent.succeeded', payment)).toEqual({
      of: 'payment',
      what: 'succeeded',
      told: { id: 'pi_1', customerId: null, amount: 1_999, currency: 'eur', failureReason: null },
      tenantId: undefined,
    });
    const expanded = { ...payment, customer: { id: 'cus_2' } };
    expect(stripe('payment_intent.payment_failed', expanded)).toMatchObject({
      what: 'failed',
      told: { customerId: 'cus_2', amount: 2_000, failureReason: 'card_declined' },
    });
  });

  it('has no use for other types', () => {
    expect(stripe('charge.refunded', payment)).toBeUndefined();
  });

  it.each([
    [{ ...payment, amount: '2000' }, 'data.object.amount'],
    [{ ...payment, currency: undefined }, 'data.object.currency'],
    [{ ...payment, customer: { id: 5 } }, 'data.object.customer'],
    [{ ...payment, last_payment_error: { code: 5 } }, 'data.object.last_payment_error.code'],
  ])('refuses a payment of another form: %#', (object, place) => {
    const read = (): unknown => stripe('payment_intent.succeeded', object);
    expect(read).toThrow(InboundMalformedError);
    expect(read).toThrow(place);
  });
});

describe('clerkChange', () => {
  const data = {
    id: 'user_1',
    first_name: 'Zoë',
    last_name: null,
    primary_email_address_id: 'idn_2',
    email_addresses: [
      { id: 'idn_1', email_address: 'old@example.com' },
      { id: 'idn_2', email_address: 'zoe@example.com' },
    ],
    public_metadata: { tenantId: 'acme' },
  };

  it.each([
    ['user.created', 'created'],
    ['user.updated', 'updated'],
  ])('reads %s as a user who was %s', (type, what) => {
    expect(clerkChange({ type, data })).toEqual({
      what,
      told: { id: 'user_1', email: 'zoe@example.com', name: 'Zoë', status: 'active' },
      tenantId: 'acme',
    });
  });

  it.each<[Partial<ClerkMessage['data']>, object]>([
    [{ banned: true, locked: true }, { status: 'banned' }],
    [{ locked: true }, { status: 'locked' }],
    [{ first_name: null }, { name: null }],
    [{ last_name: 'Abele' }, { name: 'Zoë Abele' }],
    [{ primary_email_address_id: null }, { email: 'old@example.com' }],
    [{ email_addresses: [] }, { email: null }],
  ])('reads %j', (change, expected) => {
    const read = clerkChange({ type: 'user.updated', data: { ...data, ...change } });
    expect(read?.told).toMatchObject(expected);
  });

  it('reads the id alone of a deleted user', () => {
    expect(clerkChange({ type: 'user.deleted', data: { id: 'user_1' } })).toEqual({
      what: 'deleted',
      told: { id: 'user_1' },
      tenantId: undefined,
    });
  });

  it('has no use for other types', () => {
    expect(clerkChange({ type: 'session.created', data })).toBeUndefined();
  });
});
