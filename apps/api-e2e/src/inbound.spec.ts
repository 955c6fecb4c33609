import { PaymentSucceeded, SubscriptionCreated, UserCreated, UserDeleted } from '@hookline/api';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import request, { type Test } from 'supertest';
import { host } from './testing/host';
import { expectProblem } from './testing/problem';

const PLANTED = 'planted-in-an-inbound-body';
const secret = (): string => `whsec_${randomBytes(24).toString('base64')}`;
const [stripeSecret, olderStripeSecret, clerkSecret] = [secret(), secret(), secret()];
const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** How a message differs from a good one. */
interface Difference {
  secret?: string;
  ageSeconds?: number;
  /** Sent in place of what was signed. */
  body?: string;
}

describe('webhooks of other services', () => {
  const log: string[] = [];
  let app: WebhooksTestingApp;
  let receiver: TestingReceiver;

  beforeAll(async () => {
    const keep = (...parts: unknown[]): unknown => log.push(parts.map(String).join(' '));
    const logger = { log: keep, warn: keep, error: keep, debug: keep, verbose: keep };
    app = await host({ logger })
      .override((builder) => builder.setLogger(logger))
      .env({
        STRIPE_WEBHOOK_SECRET: `${stripeSecret}, ${olderStripeSecret}`,
        CLERK_WEBHOOK_SECRET: clerkSecret,
        INBOUND_TENANT: undefined,
      })
      .start();
  });
  beforeEach(async () => {
    log.length = 0;
    receiver = await app.receiver();
  });
  afterAll(() => app.close());

  const post = (path: string, body: string, headers: Record<string, string>): Test =>
    request(app.http)
      .post(`/api/webhooks/${path}`)
      .set({ 'content-type': 'application/json', ...headers })
      .send(body);

  /** Signed by Stripe's own package. */
  function stripe(event: object, difference: Difference = {}): Test {
    const payload = JSON.stringify(event, null, 2);
    const { ageSeconds = 0, body = payload } = difference;
    const signature = Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: difference.secret ?? stripeSecret,
      timestamp: nowSeconds() - ageSeconds,
    });
    return post('stripe', body, { 'stripe-signature': signature });
  }

  /** Signed by the package of Standard Webhooks, with the headers that Clerk sends. */
  function clerk(id: string, event: object, difference: Difference = {}): Test {
    const payload = JSON.stringify(event);
    const { ageSeconds = 0, body = payload } = difference;
    const seconds = nowSeconds() - ageSeconds;
    const webhook = new Webhook(difference.secret ?? clerkSecret);
    return post('clerk', body, {
      'svix-id': id,
      'svix-timestamp': String(seconds),
      'svix-signature': webhook.sign(id, new Date(seconds * 1_000), payload),
    });
  }

  const payment = (id: string, more: object = {}): object => ({
    id,
    object: 'event',
    type: 'payment_intent.succeeded',
    created: nowSeconds(),
    data: {
      object: {
        id: `pi_${id}`,
        object: 'payment_intent',
        customer: 'cus_1',
        amount: 2_500,
        amount_received: 2_500,
        currency: 'eur',
        metadata: { tenantId: 'acme', note: PLANTED },
        client_secret: PLANTED,
      },
    },
    ...more,
  });
  const user = (type = 'user.created', more: object = {}): object => ({
    type,
    object: 'event',
    data: {
      id: 'user_1',
      first_name: 'Zoë',
      last_name: 'Abele',
      primary_email_address_id: 'idn_1',
      email_addresses: [{ id: 'idn_1', email_address: 'zoe@example.com', verification: {} }],
      public_metadata: { tenantId: 'acme' },
      private_metadata: { token: PLANTED },
      password_enabled: true,
      ...more,
    },
  });

  /** Nothing more comes than what has been seen. */
  async function expectNothingMore(): Promise<void> {
    const before = receiver.received.length;
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(before);
  }

  describe('POST /api/webhooks/stripe', () => {
    it('puts a payment on the bus, as a typed event of its tenant', async () => {
      await stripe(payment('evt_1')).expect(200);
      const webhook = await receiver.next();
      expect(webhook).toBeWebhook(PaymentSucceeded, {
        id: 'pi_evt_1',
        customerId: 'cus_1',
        amount: 2_500,
        currency: 'eur',
      });
      expect(webhook.rawBody.toString()).not.toContain(PLANTED);
    });

    it('puts a subscription on the bus, signed by either of two secrets', async () => {
      const object = {
        id: 'sub_1',
        customer: 'cus_1',
        status: 'trialing',
        items: { data: [{ price: { id: 'price_1', lookup_key: 'pro' } }] },
        metadata: { tenantId: 'acme' },
      };
      const event = { id: 'evt_2', type: 'customer.subscription.created', data: { object } };
      await stripe(event, { secret: olderStripeSecret }).expect(200);
      expect(await receiver.next()).toBeWebhook(SubscriptionCreated, {
        id: 'sub_1',
        tier: 'pro',
        status: 'trialing',
      });
    });

    it('SEC-I06 answers 200 to a replay, without effect', async () => {
      await stripe(payment('evt_3')).expect(200);
      await stripe(payment('evt_3'), { ageSeconds: 60 }).expect(200);
      await Promise.all([
        stripe(payment('evt_3')).expect(200),
        stripe(payment('evt_3')).expect(200),
      ]);
      await receiver.next();
      await expectNothingMore();
      expect(receiver.received).toHaveLength(1);
    });

    it('SEC-I01 answers 401 to a wrong signature', async () => {
      const body = JSON.stringify(payment('evt_4', { type: 'payment_intent.payment_failed' }));
      expectProblem(await stripe(payment('evt_4'), { body }), 401, 'HOOKLINE_INBOUND_SIGNATURE');
      expectProblem(
        await stripe(payment('evt_4'), { secret: secret() }),
        401,
        'HOOKLINE_INBOUND_SIGNATURE',
      );
      expectProblem(await post('stripe', body, {}), 401, 'HOOKLINE_INBOUND_SIGNATURE');
      await expectNothingMore();
    });

    it('SEC-I02 answers 400 to what is too old', async () => {
      const old = await stripe(payment('evt_5'), { ageSeconds: 360 });
      expectProblem(old, 400, 'HOOKLINE_INBOUND_STALE');
      await expectNothingMore();
    });

    it('SEC-I08 answers 413 to a body over the limit', async () => {
      const large = payment('evt_6', { more: 'x'.repeat(1024 * 1024) });
      expectProblem(await stripe(large), 413, 'HOOKLINE_PAYLOAD_TOO_LARGE');
      await expectNothingMore();
    });

    it('SEC-I09 answers 400 to what is signed and of another form, and takes the next try', async () => {
      expectProblem(await stripe(payment('evt_7', { data: 5 })), 400, 'HOOKLINE_INBOUND_MALFORMED');
      const broken = { object: { id: 'pi_7', currency: 'eur', metadata: { tenantId: 'acme' } } };
      expectProblem(
        await stripe(payment('evt_7', { data: broken })),
        400,
        'HOOKLINE_INBOUND_MALFORMED',
      );
      await stripe(payment('evt_7')).expect(200);
      expect(await receiver.next()).toBeWebhook(PaymentSucceeded, { id: 'pi_evt_7' });
    });

    it('is done with types that the host has no use for, and with events of no tenant', async () => {
      await stripe(payment('evt_8', { type: 'charge.refunded' })).expect(200);
      const data = { object: { id: 'pi_9', amount: 1, currency: 'eur', metadata: {} } };
      await stripe(payment('evt_9', { data })).expect(200);
      await expectNothingMore();
      expect(log.join('\n')).toContain('evt_9 (payment_intent.succeeded) names no tenant');
    });
  });

  describe('POST /api/webhooks/clerk', () => {
    it('puts a user on the bus, as a typed event of its tenant', async () => {
      await clerk('msg_1', user()).expect(200);
      const webhook = await receiver.next();
      expect(webhook).toBeWebhook(UserCreated, {
        id: 'user_1',
        email: 'zoe@example.com',
        name: 'Zoë Abele',
        status: 'active',
      });
      expect(webhook.rawBody.toString()).not.toContain(PLANTED);
    });

    it('SEC-I06 answers 200 to a replay, without effect', async () => {
      await clerk('msg_2', user()).expect(200);
      await clerk('msg_2', user(), { ageSeconds: 30 }).expect(200);
      await receiver.next();
      await expectNothingMore();
      expect(receiver.received).toHaveLength(1);
    });

    it('SEC-I01 answers 401 to a wrong signature', async () => {
      const body = JSON.stringify(user('user.created', { id: 'user_2' }));
      expectProblem(await clerk('msg_3', user(), { body }), 401, 'HOOKLINE_INBOUND_SIGNATURE');
      expectProblem(
        await clerk('msg_3', user(), { secret: stripeSecret }),
        401,
        'HOOKLINE_INBOUND_SIGNATURE',
      );
      await expectNothingMore();
    });

    it('SEC-I02 answers 400 to what is too old', async () => {
      for (const ageSeconds of [360, -360]) {
        const response = await clerk('msg_4', user(), { ageSeconds });
        expectProblem(response, 400, 'HOOKLINE_INBOUND_STALE');
      }
      await expectNothingMore();
    });

    it('SEC-I09 answers 400 to what is signed and of another form', async () => {
      const wrong = user('user.created', { email_addresses: 'zoe@example.com' });
      expectProblem(await clerk('msg_5', wrong), 400, 'HOOKLINE_INBOUND_MALFORMED');
    });
  });

  it('SEC-I11 writes no body and no secret into the log', async () => {
    await stripe(payment('evt_log')).expect(200);
    await stripe(payment('evt_log'), { ageSeconds: 900 }).expect(400);
    await clerk('msg_log', user(), { body: `{"${PLANTED}"` }).expect(400);
    await clerk('msg_log', user('user.created', { id: 5 })).expect(400);
    const shown = log.join('\n');
    expect(shown).toContain('Inbound stripe: evt_log (payment_intent.succeeded) handled.');
    for (const hidden of [PLANTED, stripeSecret, clerkSecret]) expect(shown).not.toContain(hidden);
  });
});

describe('webhooks of other services, set up in part', () => {
  it('SEC-I05 answers 503 without a secret, so that the sender keeps them', async () => {
    await using app = await host()
      .env({ STRIPE_WEBHOOK_SECRET: undefined, CLERK_WEBHOOK_SECRET: undefined })
      .start();
    for (const path of ['stripe', 'clerk']) {
      const response = await request(app.http).post(`/api/webhooks/${path}`).send({ id: 'x' });
      expectProblem(response, 503, 'HOOKLINE_INBOUND_UNCONFIGURED');
    }
  });

  it('announces events that name no tenant to the one that is set up for them', async () => {
    await using app = await host()
      .env({ CLERK_WEBHOOK_SECRET: clerkSecret, INBOUND_TENANT: 'acme' })
      .start();
    const receiver = await app.receiver();
    const body = JSON.stringify({ type: 'user.deleted', data: { id: 'user_9', deleted: true } });
    const now = new Date();
    const signature = new Webhook(clerkSecret).sign('msg_9', now, body);
    await request(app.http)
      .post('/api/webhooks/clerk')
      .set({
        'content-type': 'application/json',
        'svix-id': 'msg_9',
        'svix-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'svix-signature': signature,
      })
      .send(body)
      .expect(200);
    expect(await receiver.next()).toBeWebhook(UserDeleted, { id: 'user_9' });
  });
});
