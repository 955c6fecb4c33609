import { API_EVENTS } from '@hookline/api';
import { isNoticeType } from '@hookline/contracts';
import type { WebhooksTestingApp } from '@hookline/testing';
import { EventCatalog, type EventDescriptor } from '@hookline/webhooks';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { DataSource, type EntitySubscriberInterface } from 'typeorm';
import request from 'supertest';
import { CAUSES, type World } from './testing/causes';
import { DOCUMENT_CAUSES } from './testing/document-causes';
import { dumpSchemas } from './testing/dump';
import { bodyOf, callerOf, host } from './testing/host';
import { captureOutput, expectNone } from './testing/planted';
import { readOperations } from './testing/openapi';
import { Saboteur } from './testing/saboteur';

/** Longer than the busiest machine takes. */
const PATIENCE = { timeoutMs: 30_000 };
const PLANTED = {
  passwordHash: 'planted-hash-of-an-entity',
  token: 'planted-token-of-an-entity',
  /** Of a request that causes `user.created`. */
  password: 'planted-password-of-a-user',
};

/** Plants a hash and a token in whatever is written or read. */
class Planter implements EntitySubscriberInterface {
  readonly planted = new Set<string>();

  beforeInsert({ entity }: { entity?: object }): void {
    this.plant(entity);
  }

  afterLoad(entity: object): void {
    this.plant(entity);
  }

  private plant(entity: object | undefined): void {
    if (entity === undefined) return;
    const { passwordHash, token } = PLANTED;
    Object.assign(entity, { passwordHash, token });
    this.planted.add(entity.constructor.name);
  }
}

describe('the events of the host', () => {
  const ajv = addFormats(new Ajv({ allErrors: true }));
  const planter = new Planter();
  const shown: string[] = [];
  let output: ReturnType<typeof captureOutput>;
  let app: WebhooksTestingApp;
  let world: World;
  let saboteur: Saboteur;

  beforeAll(async () => {
    output = captureOutput();
    app = await host({ logger: output.logger })
      .override((builder) => builder.setLogger(output.logger))
      .start();
    world = { app, acme: callerOf(app) };
    saboteur = await Saboteur.enter(app.databaseUrl);
    app.get(DataSource).subscribers.push(planter);
  });
  afterAll(async () => {
    await saboteur.leave();
    await app.close();
    output.release();
  });

  const descriptorOf = (type: string): Promise<EventDescriptor> =>
    bodyOf(world.acme.get(`/api/webhooks/events/${type}`).expect(200));

  /** What the domains and the history of events hold, and which messages were handled. */
  async function rows(): Promise<string[]> {
    const dump = await dumpSchemas(app.databaseUrl, 'public', 'hookline');
    const kept = /^(public\.|hookline\.(event|inbound_message) )/;
    return dump
      .split('\n')
      .filter((line) => kept.test(line))
      .sort();
  }

  it('are all in the table of their causes', () => {
    const catalog = new EventCatalog({ events: API_EVENTS }).list().map(({ type }) => type);
    // Those of documents come from WebSocket clients: documents.spec.ts goes through their table.
    const caused = new Set([...CAUSES.map(({ event }) => event), ...Object.keys(DOCUMENT_CAUSES)]);
    // The library's own are none of the host's.
    const ofHost = catalog.filter((type) => type !== 'webhook.test' && !isNoticeType(type));
    expect([...caused].sort()).toEqual(ofHost.sort());
  });

  it.each(CAUSES)(
    '$event by $by arrives, signed and valid, and is written with its change or not at all',
    async ({ event, prepare, act, onlyPublishes }) => {
      const id = (await prepare?.(world)) ?? '';
      const receiver = await app.receiver({ events: [event] });

      const before = await rows();
      const unstored = await saboteur.during('events', () => act(world, id));
      expect(unstored.status).toBeGreaterThanOrEqual(500);
      if (!onlyPublishes) {
        const uncommitted = await saboteur.during('commits', () => act(world, id));
        expect(uncommitted.status).toBeGreaterThanOrEqual(500);
      }
      expect(await rows()).toEqual(before);

      const answer = await act(world, id);
      shown.push(answer.text);
      expect(answer.status).toBeGreaterThanOrEqual(200);
      expect(answer.status).toBeLessThan(300);
      const webhook = await receiver.next(PATIENCE);
      expect(webhook).toBeWebhook(event);
      const { schema } = await descriptorOf(event);
      const valid = ajv.validate(schema, webhook.data);
      expect({ valid, errors: ajv.errors, data: webhook.data }).toMatchObject({ valid: true });
      shown.push(webhook.rawBody.toString(), JSON.stringify(webhook.headers));
      expect(receiver.received).toHaveLength(1);
    },
    120_000,
  );

  it('show no password, hash or token of an entity: not to receivers, in answers, the catalog or the log', async () => {
    expect([...planter.planted].sort()).toEqual(
      expect.arrayContaining(['Agent', 'Project', 'Recording', 'Session', 'StorageQuota', 'User']),
    );
    const lists = (await readOperations(app)).filter(({ route, secured }) => {
      return secured && /^GET [^{]*$/.test(route);
    });
    expect(lists.length).toBeGreaterThan(15);
    for (const { path } of lists) shown.push((await world.acme.get(path).expect(200)).text);
    shown.push((await request(app.http).get('/api/docs-json').expect(200)).text);
    expect(shown.length).toBeGreaterThan(100);
    expectNone(shown.join('\n'), Object.values(PLANTED));
    expectNone(output.lines.join('\n'), Object.values(PLANTED));
    expectNone(await dumpSchemas(app.databaseUrl, 'hookline'), Object.values(PLANTED));
  });
});
