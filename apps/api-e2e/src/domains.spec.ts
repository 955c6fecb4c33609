import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import type { Response } from 'supertest';
import { dumpSchemas } from './testing/dump';
import { bodyOf, callerOf, host, type Caller } from './testing/host';
import { expectProblem } from './testing/problem';
import {
  clerkUser,
  fromClerk,
  fromStripe,
  stripePayment,
  stripeSubscription,
} from './testing/senders';

interface WithId {
  id: string;
}

const SECOND = 1_790_000_000;
/** Changes of one row at once, each of which waits for the others with a connection of its own. */
const AT_ONCE = 25;

describe('the domains', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;
  let receiver: TestingReceiver;

  beforeAll(async () => {
    app = await host()
      .env({ DATABASE_POOL_SIZE: String(AT_ONCE + 5) })
      .start();
    acme = callerOf(app);
  });
  beforeEach(async () => {
    receiver = await app.receiver();
  });
  afterEach(async () => {
    await acme.delete(`/api/webhooks/${receiver.endpoint.id}`).expect(204);
  });
  afterAll(() => app.close());

  const make = async (path: string, body: object): Promise<string> =>
    (await bodyOf<WithId>(acme.post(path, body).expect(201))).id;
  const read = (path: string): Promise<Record<string, unknown>> =>
    bodyOf(acme.get(path).expect(200));
  /** The types of everything that was sent, and nothing more comes. */
  async function sent(): Promise<string[]> {
    await app.clock.untilDelivered({ timeoutMs: 60_000 });
    return receiver.received.map(({ type }) => type).sort();
  }
  const conflict = (response: Response): void => expectProblem(response, 409, 'HOOKLINE_CONFLICT');

  it('a recording ends once, and is of a session that has not ended', async () => {
    const projectId = await make('/api/projects', { name: 'Apollo' });
    const sessionId = await make('/api/sessions', { projectId });
    const id = await make('/api/recordings', { sessionId });
    const result = { url: 'https://media.example.com/a.mp4', duration: 61.5, fileSize: 2 ** 40 };
    const ends = await Promise.all([
      acme.post(`/api/recordings/${id}/complete`, result),
      acme.post(`/api/recordings/${id}/complete`, result),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409]);
    conflict(await acme.post(`/api/recordings/${id}/fail`, { error: 'too late' }));
    expect(await read(`/api/recordings/${id}`)).toMatchObject({
      ...result,
      status: 'READY',
      thumbnailUrl: null,
    });
    await acme.post(`/api/sessions/${sessionId}/end`).expect(200);
    conflict(await acme.post('/api/recordings', { sessionId }));
    const all = await sent();
    expect(all.filter((type) => type.startsWith('recording.'))).toEqual(['recording.completed']);
  });

  it('an agent tells of each change of its status, and disconnects once', async () => {
    const agent = { name: 'build-7', platform: 'linux', version: '2.4.1' };
    const id = await make('/api/agents', agent);
    const beat = (body: object): PromiseLike<Response> =>
      acme.post(`/api/agents/${id}/heartbeat`, body).expect(200);
    await beat({});
    await beat({ status: 'BUSY', version: '2.4.2' });
    await beat({});
    await acme.post(`/api/agents/${id}/disconnect`).expect(200);
    conflict(await acme.post(`/api/agents/${id}/disconnect`));
    await beat({});
    expect(await sent()).toEqual([
      ...['agent.connected', 'agent.connected', 'agent.disconnected'],
      ...['agent.status_changed', 'agent.status_changed', 'agent.status_changed'],
    ]);
    const changes = receiver.received
      .filter(({ type }) => type === 'agent.status_changed')
      .map(({ data }) => data as Record<string, string>)
      .map(({ previousStatus, status, version }) => `${previousStatus} ${status} ${version}`);
    expect(changes.sort()).toEqual([
      'BUSY OFFLINE 2.4.2',
      'OFFLINE ONLINE 2.4.2',
      'ONLINE BUSY 2.4.2',
    ]);
    const gone = receiver.received.find(({ type }) => type === 'agent.disconnected');
    expect(gone?.data).toMatchObject({ ...agent, version: '2.4.2', reason: 'requested' });
  });

  it('a storage quota warns once at each crossing, also when many change it at once', async () => {
    await acme.put('/api/storage/limit', { limit: 100 }).expect(200);
    const add = (bytes: number): PromiseLike<Response> =>
      acme.post('/api/storage/changes', { bytes }).expect(200);
    for (let round = 0; round < 2; round += 1) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => add(5)));
      expect(await read('/api/storage')).toMatchObject({ usage: 125, level: 'exceeded' });
      await add(-125);
    }
    conflict(await acme.post('/api/storage/changes', { bytes: -1 }));
    expect(await sent()).toEqual([
      ...['storage.quota_exceeded', 'storage.quota_exceeded'],
      ...['storage.quota_warning', 'storage.quota_warning'],
    ]);
    const usages = receiver.received.map(({ data }) => (data as { usage: number }).usage);
    expect(usages.sort((a, b) => a - b)).toEqual([80, 80, 105, 105]);
  });

  it('subscriptions and payments take the messages of Stripe in any order', async () => {
    const about = (what: string, status: string, second: number): PromiseLike<Response> =>
      fromStripe(
        app,
        `customer.subscription.${what}`,
        stripeSubscription('sub_order', status),
        SECOND + second,
      ).expect(200);
    await about('updated', 'past_due', 20);
    await about('created', 'trialing', 0);
    await about('updated', 'active', 10);
    expect(await read('/api/subscriptions/sub_order')).toMatchObject({ status: 'past_due' });
    await about('deleted', 'canceled', 30);
    await about('updated', 'active', 30);
    expect(await read('/api/subscriptions/sub_order')).toMatchObject({ status: 'canceled' });

    const pay = (what: string, second: number): PromiseLike<Response> =>
      fromStripe(app, `payment_intent.${what}`, stripePayment('pi_order'), SECOND + second).expect(
        200,
      );
    await pay('succeeded', 10);
    await pay('payment_failed', 5);
    await pay('payment_failed', 15);
    expect(await read('/api/payments/pi_order')).toMatchObject({
      status: 'succeeded',
      failureReason: null,
      amount: 2_500,
    });
    expect(await sent()).toEqual([
      ...['payment.failed', 'payment.failed', 'payment.succeeded'],
      ...['subscription.cancelled', 'subscription.created', 'subscription.updated'],
    ]);
  });

  it('a message without a tenant is for the one whose subscription it is', async () => {
    const subscription = stripeSubscription('sub_known');
    await fromStripe(app, 'customer.subscription.created', subscription).expect(200);
    const anonymous = { ...subscription, metadata: {} };
    await fromStripe(app, 'customer.subscription.updated', anonymous).expect(200);
    expect(await sent()).toEqual(['subscription.created', 'subscription.updated']);
  });

  it('users of Clerk are changed by Clerk alone, and stay deleted', async () => {
    const at = SECOND * 1_000;
    const told = (type: string, more: object, later: number): PromiseLike<Response> =>
      fromClerk(app, `user.${type}`, clerkUser('user_order', more), at + later).expect(200);
    await told('created', {}, 0);
    await told('updated', { locked: true }, 20);
    await told('updated', { banned: true }, 10);
    await told('updated', { locked: true, last_sign_in_at: at }, 25);
    expect(await read('/api/users/user_order')).toMatchObject({
      status: 'locked',
      source: 'clerk',
    });
    conflict(await acme.patch('/api/users/user_order', { name: 'Z' }));
    conflict(await acme.delete('/api/users/user_order'));
    await fromClerk(app, 'user.deleted', { id: 'user_order', deleted: true }, at + 30).expect(200);
    await told('updated', {}, 40);
    await told('created', {}, 40);
    expectProblem(await acme.get('/api/users/user_order'), 404, 'HOOKLINE_NOT_FOUND');
    expect(await dumpSchemas(app.databaseUrl, 'public')).not.toContain('zoe@example.com');
    expect(await sent()).toEqual(['user.created', 'user.deleted', 'user.updated']);
  });

  it('users of the API have an email address of their own in their tenant', async () => {
    const id = await make('/api/users', { email: 'anna@example.com', name: 'Anna' });
    conflict(await acme.post('/api/users', { email: 'Anna@example.com' }));
    const other = await make('/api/users', { email: 'ben@example.com' });
    conflict(await acme.patch(`/api/users/${other}`, { email: 'anna@example.com' }));
    const rival = callerOf(app, { tenant: 'rival' });
    await rival.post('/api/users', { email: 'anna@example.com' }).expect(201);
    await acme.patch(`/api/users/${id}`, { name: null, email: 'anna@example.com' }).expect(200);
    await acme.patch(`/api/users/${id}`, { name: null }).expect(200);
    await sent();
    const updates = receiver.received.filter(({ type }) => type === 'user.updated');
    expect(updates.map(({ data }) => (data as { changes: object }).changes)).toEqual([
      { name: null },
    ]);
    const first = await read('/api/users?limit=1');
    const second = await read(`/api/users?limit=1&cursor=${String(first['nextCursor'])}`);
    expect([first['items'], second['items']]).toMatchObject([[{ id: other }], [{ id }]]);
  });

  it('the optimizer publishes what its events allow, and nothing else', async () => {
    const publish = (type: string, data: object): PromiseLike<Response> =>
      acme.post('/api/webhooks/publish', { type, data });
    const data = { model: 'claude-3-haiku', cost: 0.05, improvement: '60%' };
    expect(await publish('optimization.completed', data)).toMatchObject({ status: 202 });
    for (const [type, wrong] of [
      ['optimization.completed', { model: 'claude-3-haiku', cost: 'cheap' }],
      ['threshold.exceeded', { metric: 'latency' }],
      ['health.check', { status: 'fine' }],
      ['optimization.paused', {}],
    ] as const) {
      expect(await publish(type, wrong)).toMatchObject({ status: 400 });
    }
    expect(await sent()).toEqual(['optimization.completed']);
    expect(receiver.received[0]?.data).toEqual(data);
  });
});
