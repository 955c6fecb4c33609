import type { WebhooksTestingApp } from '@hookline/testing';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import request, { type Test } from 'supertest';

const secret = (): string => `whsec_${randomBytes(24).toString('base64')}`;

/** What the services that send to the host sign with, unless a test says otherwise. */
export const STRIPE_SECRET = secret();
export const CLERK_SECRET = secret();

let messages = 0;

/**
 * An event of Stripe about an object of the tenant, signed by Stripe's own package.
 * @param created when it happened, in seconds since 1970
 */
export function fromStripe(
  app: WebhooksTestingApp,
  type: string,
  object: object,
  created = Math.floor(Date.now() / 1_000),
): Test {
  messages += 1;
  const metadata = { tenantId: 'acme' };
  const event = { id: `evt_made_${messages}`, object: 'event', type, created };
  const payload = JSON.stringify({ ...event, data: { object: { metadata, ...object } } });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: STRIPE_SECRET });
  return request(app.http)
    .post('/api/webhooks/stripe')
    .set({ 'content-type': 'application/json', 'stripe-signature': signature })
    .send(payload);
}

/**
 * An event of Clerk about a user, signed by the package of Standard Webhooks with Clerk's headers.
 * @param timestamp when it happened, in ms since 1970
 */
export function fromClerk(
  app: WebhooksTestingApp,
  type: string,
  data: object,
  timestamp = Date.now(),
): Test {
  messages += 1;
  const id = `msg_made_${messages}`;
  const now = new Date();
  const payload = JSON.stringify({ type, object: 'event', timestamp, data });
  return request(app.http)
    .post('/api/webhooks/clerk')
    .set({
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'svix-signature': new Webhook(CLERK_SECRET).sign(id, now, payload),
    })
    .send(payload);
}

/** A subscription as Stripe tells of it. */
export function stripeSubscription(id: string, status = 'active'): object {
  const price = { id: 'price_1', lookup_key: 'pro', nickname: null };
  return { id, object: 'subscription', customer: 'cus_1', status, items: { data: [{ price }] } };
}

/** A payment as Stripe tells of it. */
export function stripePayment(id: string): object {
  return {
    id,
    object: 'payment_intent',
    customer: 'cus_1',
    amount: 2_500,
    amount_received: 2_500,
    currency: 'eur',
    last_payment_error: { code: 'card_declined', message: 'Your card was declined.' },
  };
}

/** A user as Clerk tells of them. */
export function clerkUser(id: string, more: object = {}): object {
  return {
    id,
    first_name: 'Zoë',
    last_name: 'Abele',
    primary_email_address_id: 'idn_1',
    email_addresses: [{ id: 'idn_1', email_address: 'zoe@example.com' }],
    public_metadata: { tenantId: 'acme' },
    ...more,
  };
}
