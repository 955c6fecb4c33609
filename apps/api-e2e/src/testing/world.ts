import type { CreatedEndpoint, EndpointLane, EndpointSecret } from '@hookline/contracts';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { decodeId } from '../../../../libs/webhooks/src/lib/common/ids';
import { DocumentClient } from './document-client';
import { insistently } from './eventually';
import { bodyOf, callerOf, type Caller } from './host';
import { acquire, strangersOf, type Possessions } from './possessions';
import { clerkUser, fromClerk } from './senders';
import { token } from './token';

/** Where nobody listens. */
const NOWHERE = 'http://127.0.0.1:9/';

interface Item {
  id: string;
}

/** A tenant with one of everything, and the means to make more. */
export class World {
  readonly strange: Possessions;

  private constructor(
    readonly app: WebhooksTestingApp,
    readonly owner: Caller,
    readonly owned: Possessions,
    readonly receivers: TestingReceiver[],
  ) {
    this.strange = strangersOf(owned);
  }

  static async of(app: WebhooksTestingApp, actor: string): Promise<World> {
    const owner = callerOf(app, { claims: { sub: actor } });
    const { owned, receivers } = await acquire(app, owner, actor);
    return new World(app, owner, owned, receivers);
  }

  /** The id of a new endpoint. */
  async endpoint(more: object = {}, caller = this.owner): Promise<string> {
    const body = { name: 'new', url: NOWHERE, events: ['user.*'], ...more };
    return (await bodyOf<CreatedEndpoint>(caller.post('/api/webhooks', body).expect(201))).id;
  }

  /** The id of the secret that an endpoint signs with. */
  async newestSecret(endpoint: string): Promise<string> {
    const path = `/api/webhooks/${endpoint}/secrets`;
    const { items } = await bodyOf<{ items: EndpointSecret[] }>(this.owner.get(path).expect(200));
    return items[0]?.id ?? '';
  }

  project(): Promise<string> {
    return this.make('/api/projects', { name: 'new' });
  }

  async session(projectId = this.owned.project): Promise<string> {
    return this.make('/api/sessions', { projectId });
  }

  async endedSession(): Promise<string> {
    const id = await this.session();
    await this.owner.post(`/api/sessions/${id}/end`).expect(200);
    return id;
  }

  async recording(): Promise<string> {
    return this.make('/api/recordings', { sessionId: await this.session() });
  }

  async endedRecording(): Promise<string> {
    const id = await this.recording();
    await this.owner.post(`/api/recordings/${id}/fail`, { error: 'no camera' }).expect(200);
    return id;
  }

  agent(): Promise<string> {
    return this.make('/api/agents', { name: 'new', platform: 'linux', version: '1' });
  }

  user(): Promise<string> {
    return this.make('/api/users', { email: `${randomUUID()}@acme.example` });
  }

  async clerkUser(): Promise<string> {
    const id = `user_${randomUUID()}`;
    await fromClerk(this.app, 'user.created', clerkUser(id)).expect(200);
    return id;
  }

  /** The name of a new document. */
  async document(): Promise<string> {
    const name = randomUUID();
    const client = new DocumentClient(this.app.url, name, token());
    await client.synced();
    client.close();
    return name;
  }

  /** The id of a dead letter that the line of an ordered endpoint halts at. */
  async halt(): Promise<string> {
    const receiver = await this.app.receiver({
      events: ['agent.connected'],
      ordering: { by: 'endpoint', onExhausted: 'halt' },
    });
    receiver.fails(400);
    await this.agent();
    const path = `/api/webhooks/${receiver.endpoint.id}/lane`;
    const lane = await insistently(
      () => bodyOf<EndpointLane>(this.owner.get(path).expect(200)),
      ({ halts }) => halts.length > 0,
    );
    return lane.halts[0]?.deliveryId ?? '';
  }

  /** A replay that has not ended, and goes on tomorrow. */
  async replay(caller = this.owner): Promise<string> {
    const id = await this.make('/api/webhooks/replays', { eventTypes: ['none.*'] }, caller);
    await this.query(
      `UPDATE hookline.replay SET status = 'running', completed_at = NULL, next_at = now() + interval '1 day'
       WHERE id = $1`,
      [decodeId('rpl', id)],
    );
    return id;
  }

  /** For what takes long, or can't be reached, by the API. */
  async query(text: string, values: unknown[] = []): Promise<void> {
    const client = new Client({
      connectionString: this.app.databaseUrl,
      options: '-c default_transaction_read_only=off',
    });
    await client.connect();
    await client.query(text, values).finally(() => client.end());
  }

  private async make(path: string, body: object, caller = this.owner): Promise<string> {
    return (await bodyOf<Item>(caller.post(path, body).expect(201))).id;
  }
}
