import { sign as signGitHub } from '@octokit/webhooks-methods';
import { createWebhookHeaders, generateKeyPair, importKey } from '@hookline/verify';
import { createHmac, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import type { InboundType } from '../inbound-verifier';

/** What a sender sends. */
export interface Sent {
  headers: Record<string, string>;
  body: string;
}

/** A sender, which signs by its own package wherever there is one. */
export interface Sender {
  type: InboundType;
  /** What the receiver verifies with. */
  secret: string;
  /** Another secret of the same kind. */
  foreign: string;
  /** Whether its time is signed, so that an old message can be refused. */
  timed: boolean;
  send(id: string, options?: { type?: string; ageSeconds?: number; body?: string }): Promise<Sent>;
}

const whsec = (): string => `whsec_${randomBytes(24).toString('base64')}`;
const nowSeconds = (): number => Math.floor(Date.now() / 1_000);
const bodyOf = (id: string, type: string): string =>
  JSON.stringify({ id, type, object: 'event', data: { object: { name: 'Zoë ✓', amount: 1.5 } } });

function stripe(): Sender {
  const secret = whsec();
  return {
    type: 'stripe',
    secret,
    foreign: whsec(),
    timed: true,
    send: (id, { type = 'invoice.paid', ageSeconds = 0, body = bodyOf(id, type) } = {}) => {
      const timestamp = nowSeconds() - ageSeconds;
      const options = { payload: body, secret, timestamp };
      const signature = Stripe.webhooks.generateTestHeaderString(options);
      return Promise.resolve({ headers: { 'stripe-signature': signature }, body });
    },
  };
}

function standard(type: 'standard' | 'svix' | 'clerk'): Sender {
  const secret = whsec();
  const prefix = type === 'standard' ? 'webhook' : 'svix';
  return {
    type,
    secret,
    foreign: whsec(),
    timed: true,
    send: (id, { type: event = 'user.created', ageSeconds = 0, body = bodyOf(id, event) } = {}) => {
      const seconds = nowSeconds() - ageSeconds;
      const signature = new Webhook(secret).sign(id, new Date(seconds * 1_000), body);
      const headers = {
        [`${prefix}-id`]: id,
        [`${prefix}-timestamp`]: String(seconds),
        [`${prefix}-signature`]: signature,
      };
      return Promise.resolve({ headers, body });
    },
  };
}

function github(): Sender {
  const secret = 'short';
  return {
    type: 'github',
    secret,
    foreign: 'other',
    timed: false,
    send: async (id, { type = 'push', body = bodyOf(id, type) } = {}) => ({
      headers: {
        'x-github-delivery': id,
        'x-github-event': type,
        'x-hub-signature-256': await signGitHub(secret, body),
      },
      body,
    }),
  };
}

function scheme(type: 'standard-asymmetric' | 'hex' | 'sha256'): Sender {
  const pairs = [generateKeyPair(), generateKeyPair()] as const;
  const shared = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')] as const;
  const asymmetric = type === 'standard-asymmetric';
  const key = importKey(asymmetric ? pairs[0].privateKey : shared[0], type);
  return {
    type,
    secret: asymmetric ? pairs[0].publicKey : shared[0],
    foreign: asymmetric ? pairs[1].publicKey : shared[1],
    timed: true,
    send: (id, { type: event = 'a.b', ageSeconds = 0, body = bodyOf(id, event) } = {}) => {
      const timestampSeconds = nowSeconds() - ageSeconds;
      const headers = createWebhookHeaders({ id, timestampSeconds, body, keys: [key] });
      return Promise.resolve({ headers, body });
    },
  };
}

/** One of each kind. */
export const SENDERS: readonly Sender[] = [
  stripe(),
  standard('clerk'),
  standard('svix'),
  standard('standard'),
  scheme('standard-asymmetric'),
  github(),
  scheme('hex'),
  scheme('sha256'),
];

/** Signs as Stripe's documentation says, without its package: for what that would not sign. */
export function signStripe(secret: string, body: Buffer, timestamp = nowSeconds()): string {
  const content = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
  return `t=${timestamp},v1=${createHmac('sha256', secret).update(content).digest('hex')}`;
}
