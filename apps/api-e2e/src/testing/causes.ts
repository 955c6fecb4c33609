import { API_EVENTS } from '@hookline/api';
import type { WebhooksTestingApp } from '@hookline/testing';
import { EventCatalog } from '@hookline/webhooks';
import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { bodyOf, type Caller } from './host';
import { clerkUser, fromClerk, fromStripe, stripePayment, stripeSubscription } from './senders';

/** Where something is caused. */
export interface World {
  app: WebhooksTestingApp;
  /** The tenant's, with every scope. */
  acme: Caller;
}

/** How an event comes about. */
export interface Cause {
  event: string;
  /** What causes it, for the name of the test. */
  by: string;
  /** Makes what has to be there before, and answers its id. */
  prepare?: (world: World) => Promise<string>;
  /** Causes the event; may be tried again when it failed. */
  act: (world: World, id: string) => PromiseLike<Response>;
  /** Whether nothing else is written but the event. */
  onlyPublishes?: true;
}

/** Ids that look like those of Stripe and Clerk. */
const foreignId = (kind: string) => (): Promise<string> =>
  Promise.resolve(`${kind}_${randomUUID().replaceAll('-', '')}`);

async function made(world: World, path: string, body: object = {}): Promise<string> {
  const { id } = await bodyOf<{ id: string }>(world.acme.post(path, body).expect(201));
  return id;
}

const project = (world: World): Promise<string> => made(world, '/api/projects', { name: 'Apollo' });
const session = async (world: World): Promise<string> =>
  made(world, '/api/sessions', { projectId: await project(world), title: 'Launch' });
const pausedSession = async (world: World): Promise<string> => {
  const id = await session(world);
  await world.acme.post(`/api/sessions/${id}/pause`).expect(200);
  return id;
};
const recording = async (world: World): Promise<string> =>
  made(world, '/api/recordings', { sessionId: await session(world) });
const AGENT = { name: 'build-7', platform: 'linux', version: '2.4.1' };
const agent = (world: World): Promise<string> => made(world, '/api/agents', AGENT);
const offlineAgent = async (world: World): Promise<string> => {
  const id = await agent(world);
  await world.acme.post(`/api/agents/${id}/disconnect`).expect(200);
  return id;
};
const user = (world: World): Promise<string> =>
  made(world, '/api/users', { email: `${randomUUID()}@example.com` });

/** A quota of 100 bytes, so many of them used. */
const storage =
  (used: number) =>
  async ({ acme }: World): Promise<string> => {
    await acme.put('/api/storage/limit', { limit: 100 }).expect(200);
    const { usage } = await bodyOf<{ usage: number }>(acme.get('/api/storage').expect(200));
    await acme.post('/api/storage/changes', { bytes: used - usage }).expect(200);
    return '';
  };

const DOMAINS: Cause[] = [
  {
    event: 'project.created',
    by: 'POST /api/projects',
    act: ({ acme }) => acme.post('/api/projects', { name: 'Apollo' }),
  },
  {
    event: 'project.updated',
    by: 'PATCH /api/projects/:id',
    prepare: project,
    act: ({ acme }, id) => acme.patch(`/api/projects/${id}`, { description: 'To the moon' }),
  },
  {
    event: 'project.deleted',
    by: 'DELETE /api/projects/:id',
    prepare: project,
    act: ({ acme }, id) => acme.delete(`/api/projects/${id}`),
  },
  {
    event: 'session.started',
    by: 'POST /api/sessions',
    prepare: project,
    act: ({ acme }, projectId) => acme.post('/api/sessions', { projectId }),
  },
  {
    event: 'session.paused',
    by: 'POST /api/sessions/:id/pause',
    prepare: session,
    act: ({ acme }, id) => acme.post(`/api/sessions/${id}/pause`),
  },
  {
    event: 'session.resumed',
    by: 'POST /api/sessions/:id/resume',
    prepare: pausedSession,
    act: ({ acme }, id) => acme.post(`/api/sessions/${id}/resume`),
  },
  {
    event: 'session.message',
    by: 'POST /api/sessions/:id/messages',
    prepare: session,
    act: ({ acme }, id) => acme.post(`/api/sessions/${id}/messages`, { content: 'Go' }),
  },
  {
    event: 'session.ended',
    by: 'POST /api/sessions/:id/end',
    prepare: session,
    act: ({ acme }, id) => acme.post(`/api/sessions/${id}/end`),
  },
  {
    event: 'recording.completed',
    by: 'POST /api/recordings/:id/complete',
    prepare: recording,
    act: ({ acme }, id) =>
      acme.post(`/api/recordings/${id}/complete`, {
        url: 'https://media.example.com/a.mp4',
        duration: 61.25,
        fileSize: 10_485_760,
      }),
  },
  {
    event: 'recording.failed',
    by: 'POST /api/recordings/:id/fail',
    prepare: recording,
    act: ({ acme }, id) => acme.post(`/api/recordings/${id}/fail`, { error: 'no camera' }),
  },
  {
    event: 'agent.connected',
    by: 'POST /api/agents',
    act: ({ acme }) => acme.post('/api/agents', AGENT),
  },
  {
    event: 'agent.connected',
    by: 'POST /api/agents/:id/heartbeat, after it was offline',
    prepare: offlineAgent,
    act: ({ acme }, id) => acme.post(`/api/agents/${id}/heartbeat`, {}),
  },
  {
    event: 'agent.status_changed',
    by: 'POST /api/agents/:id/heartbeat',
    prepare: agent,
    act: ({ acme }, id) => acme.post(`/api/agents/${id}/heartbeat`, { status: 'BUSY' }),
  },
  {
    event: 'agent.disconnected',
    by: 'POST /api/agents/:id/disconnect',
    prepare: agent,
    act: ({ acme }, id) => acme.post(`/api/agents/${id}/disconnect`),
  },
  {
    event: 'storage.quota_warning',
    by: 'POST /api/storage/changes',
    prepare: storage(0),
    act: ({ acme }) => acme.post('/api/storage/changes', { bytes: 80 }),
  },
  {
    event: 'storage.quota_exceeded',
    by: 'PUT /api/storage/limit',
    prepare: storage(50),
    act: ({ acme }) => acme.put('/api/storage/limit', { limit: 40 }),
  },
  {
    event: 'user.created',
    by: 'POST /api/users',
    act: ({ acme }) =>
      acme.post('/api/users', {
        email: `${randomUUID()}@example.com`,
        password: 'planted-password-of-a-user',
      }),
  },
  {
    event: 'user.updated',
    by: 'PATCH /api/users/:id',
    prepare: user,
    act: ({ acme }, id) => acme.patch(`/api/users/${id}`, { status: 'locked' }),
  },
  {
    event: 'user.deleted',
    by: 'DELETE /api/users/:id',
    prepare: user,
    act: ({ acme }, id) => acme.delete(`/api/users/${id}`),
  },
];

const clerk = async (world: World): Promise<string> => {
  const id = await foreignId('user')();
  await fromClerk(world.app, 'user.created', clerkUser(id)).expect(200);
  return id;
};

const INBOUND: Cause[] = [
  ...[
    ['customer.subscription.created', 'subscription.created', 'active'],
    ['customer.subscription.updated', 'subscription.updated', 'past_due'],
    ['customer.subscription.deleted', 'subscription.cancelled', 'canceled'],
  ].map(([type = '', event = '', status]): Cause => ({
    event,
    by: `${type} of Stripe`,
    prepare: foreignId('sub'),
    act: ({ app }, id) => fromStripe(app, type, stripeSubscription(id, status)),
  })),
  ...[
    ['payment_intent.succeeded', 'payment.succeeded'],
    ['payment_intent.payment_failed', 'payment.failed'],
  ].map(([type = '', event = '']): Cause => ({
    event,
    by: `${type} of Stripe`,
    prepare: foreignId('pi'),
    act: ({ app }, id) => fromStripe(app, type, stripePayment(id)),
  })),
  {
    event: 'user.created',
    by: 'user.created of Clerk',
    prepare: foreignId('user'),
    act: ({ app }, id) => fromClerk(app, 'user.created', clerkUser(id)),
  },
  {
    event: 'user.updated',
    by: 'user.updated of Clerk',
    prepare: clerk,
    act: ({ app }, id) => fromClerk(app, 'user.updated', clerkUser(id, { banned: true })),
  },
  {
    event: 'user.deleted',
    by: 'user.deleted of Clerk, which names no tenant',
    prepare: clerk,
    act: ({ app }, id) => fromClerk(app, 'user.deleted', { id, deleted: true }),
  },
];

/** The optimizer is a program of its own: it publishes what the catalog has as an example. */
const OPTIMIZER: Cause[] = new EventCatalog({ events: API_EVENTS })
  .describe()
  .filter(({ type }) =>
    /^(optimization|model|threshold|cost|performance|error|health)\./.test(type),
  )
  .map(({ type, example }) => ({
    event: type,
    by: 'POST /api/webhooks/publish',
    act: ({ acme }) => acme.post('/api/webhooks/publish', { type, data: example }),
    onlyPublishes: true,
  }));

/** Every way in which an event of the host comes about. A new one is a row here. */
export const CAUSES: readonly Cause[] = [...DOMAINS, ...INBOUND, ...OPTIMIZER];
