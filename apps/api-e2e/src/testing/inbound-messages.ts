import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import type { Call } from './foreign-calls';

/** How a message differs from a good one. */
interface Difference {
  secret: string;
  ageSeconds?: number;
  /** Sent in place of what was signed. */
  body?: object;
}

/** A message of Stripe, signed by its own package. */
export function stripeCall(event: object, { secret, ageSeconds = 0, body }: Difference): Call {
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload: JSON.stringify(event),
    secret,
    timestamp: Math.floor(Date.now() / 1_000) - ageSeconds,
  });
  return { body: body ?? event, headers: { 'stripe-signature': signature } };
}

/** A message of Clerk, signed by the package of Standard Webhooks. */
export function clerkCall(event: object, { secret, ageSeconds = 0, body }: Difference): Call {
  const seconds = Math.floor(Date.now() / 1_000) - ageSeconds;
  const id = 'msg_1';
  const signature = new Webhook(secret).sign(id, new Date(seconds * 1_000), JSON.stringify(event));
  return {
    body: body ?? event,
    headers: { 'svix-id': id, 'svix-timestamp': String(seconds), 'svix-signature': signature },
  };
}
