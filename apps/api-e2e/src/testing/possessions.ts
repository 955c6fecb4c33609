import type { CreatedEndpoint, Delivery, Page } from '@hookline/contracts';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { randomUUID } from 'node:crypto';
import { DocumentClient } from './document-client';
import { dumpSchemas } from './dump';
import { insistently } from './eventually';
import { bodyOf, type Caller } from './host';
import { fromStripe, stripePayment, stripeSubscription } from './senders';
import { token } from './token';

/** One of each thing that a tenant can have, by its id. */
export interface Possessions {
  endpoint: string;
  /** Of the endpoint; not the newest one, so that it may be deleted. */
  secret: string;
  delivery: string;
  /** A delivery that waits. */
  held: string;
  deadLetter: string;
  event: string;
  subject: string;
  tag: string;
  /** An idempotency key. */
  key: string;
  orderingKey: string;
  replay: string;
  apiKey: string;
  auditEntry: string;
  actor: string;
  project: string;
  session: string;
  recording: string;
  agent: string;
  subscription: string;
  payment: string;
  user: string;
  /** The name of a document. */
  document: string;
}

/** What nobody has, made of what somebody has: each id with another last character. */
export function strangersOf(owned: Possessions): Possessions {
  const change = (id: string): string => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
  const others = Object.entries<string>({ ...owned }).map(([name, id]) => [name, change(id)]);
  return Object.fromEntries(others) as Possessions;
}

/** An event of the host, about a project that may never have been. */
export function deletionOf(project: string): { type: string; data: object } {
  const deletedAt = '2026-01-01T00:00:00.000Z';
  return {
    type: 'project.deleted',
    data: { id: project, name: 'gone', description: null, deletedAt },
  };
}

/** Makes one of each that needs nothing else. */
async function acquireInDomains(
  app: WebhooksTestingApp,
  make: (path: string, body: object) => Promise<string>,
): Promise<Pick<Possessions, 'agent' | 'subscription' | 'payment' | 'user'>> {
  const subscription = 'sub_of_acme_4711';
  const payment = 'pi_of_acme_4711';
  const about = 'customer.subscription.created';
  await fromStripe(app, about, stripeSubscription(subscription)).expect(200);
  await fromStripe(app, 'payment_intent.succeeded', stripePayment(payment)).expect(200);
  const agent = { name: 'an agent of acme', platform: 'linux', version: '1' };
  return {
    subscription,
    payment,
    agent: await make('/api/agents', agent),
    user: await make('/api/users', { email: 'zoe@acme.example' }),
  };
}

interface Item {
  id: string;
}

/** Makes one of each for the tenant of the app, who calls; `receivers` get what is sent meanwhile. */
export async function acquire(
  app: WebhooksTestingApp,
  owner: Caller,
  actor: string,
): Promise<{ owned: Possessions; receivers: TestingReceiver[] }> {
  const make = async (path: string, body: object = {}): Promise<string> =>
    (await bodyOf<Item>(owner.post(path, body).expect(201))).id;
  const first = async <Listed extends Item>(path: string): Promise<Listed> => {
    const [item] = (await bodyOf<Page<Listed>>(owner.get(path).expect(200))).items;
    if (item === undefined) throw new Error(`${path} lists nothing.`);
    return item;
  };
  const hooks = '/api/webhooks';

  const receiver = await app.receiver({ events: ['project.*'] });
  const refusing = await app.receiver({ events: ['project.*'] });
  refusing.fails(400);
  const endpoint = receiver.endpoint.id;
  const secret = (await first<Item>(`${hooks}/${endpoint}/secrets`)).id;
  const rotated = owner.post(`${hooks}/${endpoint}/regenerate-secret`).expect(200);
  receiver.verifyWith(receiver.secret, (await bodyOf<CreatedEndpoint>(rotated)).secret);

  const names = {
    subject: 'person 4711',
    tag: 'tag-4711',
    key: 'key-4711',
    orderingKey: 'order-4711',
  };
  const project = await make('/api/projects', { name: 'a plan of acme' });
  const published = owner
    .post(`${hooks}/publish`, {
      ...deletionOf(project),
      subject: names.subject,
      tags: [names.tag],
      orderingKey: names.orderingKey,
    })
    .set('idempotency-key', names.key)
    .expect(202);
  const event = (await bodyOf<Item>(published)).id;
  await app.clock.untilDelivered();

  const domains = await acquireInDomains(app, make);
  const waiting = await app.receiver({ events: ['session.started'] });
  waiting.fails(503);
  const session = await make('/api/sessions', { projectId: project });
  await make(`/api/sessions/${session}/messages`, { content: 'a word of acme' });
  const deliveriesTo = ({ endpoint: { id } }: TestingReceiver): Promise<Page<Delivery>> =>
    bodyOf(owner.get(`${hooks}/${id}/deliveries`).expect(200));
  const isRetrying = ({ items }: Page<Delivery>): boolean => items[0]?.status === 'retrying';
  await insistently(() => deliveriesTo(waiting), isRetrying);
  await owner.post(`${hooks}/${waiting.endpoint.id}/pause`).expect(200);
  const deliveryTo = async (to: TestingReceiver): Promise<string> =>
    (await deliveriesTo(to)).items[0]?.id ?? '';

  // A name that is compared as ids are.
  const document = randomUUID();
  const client = new DocumentClient(app.url, document, token({ claims: { sub: actor } }));
  await client.synced();
  client.close();
  // That it was opened is stored by and by.
  const isStored = (rows: string): boolean => rows.includes(document);
  await insistently(() => dumpSchemas(app.databaseUrl, 'hookline'), isStored);

  const replay = await make(`${hooks}/replays`, { endpointId: endpoint, eventTypes: ['none.*'] });
  await insistently(
    () => bodyOf<{ completedAt: string | null }>(owner.get(`${hooks}/replays/${replay}`)),
    ({ completedAt }) => completedAt !== null,
  );
  const owned = {
    ...names,
    ...domains,
    recording: await make('/api/recordings', { sessionId: session }),
    ...{ endpoint, secret, project, session, document, event, replay, actor },
    delivery: await deliveryTo(receiver),
    held: await deliveryTo(waiting),
    deadLetter: await deliveryTo(refusing),
    apiKey: await make(`${hooks}/api-keys`, { name: 'a key of acme', scopes: ['admin'] }),
    auditEntry: (await first<Item>(`${hooks}/audit`)).id,
  };
  return { owned, receivers: [receiver, refusing, waiting] };
}
