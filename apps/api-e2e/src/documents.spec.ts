import { API_EVENTS } from '@hookline/api';
import type { Page } from '@hookline/contracts';
import type { ReceivedWebhook, TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { EventCatalog } from '@hookline/webhooks';
import Ajv from 'ajv/dist/2020';
import { Client } from 'pg';
import request from 'supertest';
import { applyUpdate, Doc } from 'yjs';
import { DOCUMENT_CAUSES, IDLE_MS, type DocumentStage } from './testing/document-causes';
import { DocumentClient } from './testing/document-client';
import { eventually, insistently } from './testing/eventually';
import { bodyOf, callerOf, host, type Caller } from './testing/host';
import { expectProblem } from './testing/problem';
import { token } from './testing/token';

const SCOPES = 'documents:read documents:write webhooks:read';

interface DocumentData {
  documentId: string;
  namespacedDocumentId: string;
  context: object;
}

describe('Documents of the host', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;
  let receiver: TestingReceiver;
  const clients: DocumentClient[] = [];

  beforeAll(async () => {
    app = await host().start();
    acme = callerOf(app, { scope: SCOPES });
    receiver = await app.receiver({
      events: ['document.*'],
      metadata: { documents: { idleTimeout: IDLE_MS } },
    });
    await idleClockStarted();
  });

  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });

  afterAll(() => app.close());

  /** What was idle before the sweep has first seen a timeout is not told of. */
  async function idleClockStarted(): Promise<void> {
    const database = new Client({ connectionString: app.databaseUrl });
    await database.connect();
    const clocks = async (): Promise<number> =>
      (
        await database.query('SELECT 1 FROM hookline.document_idle_clock WHERE timeout_ms = $1', [
          IDLE_MS,
        ])
      ).rows.length;
    await eventually(clocks, (found) => found === 1, 30_000);
    await database.end();
  }

  function open(name: string, parts: Parameters<typeof token>[0] = {}): DocumentClient {
    const client = new DocumentClient(app.url, name, token({ scope: SCOPES, ...parts }));
    clients.push(client);
    return client;
  }

  /** The text of a document's content, as the API answers it. */
  async function storedText(name: string): Promise<string> {
    const content = await acme.get(`/api/documents/${name}/content`).expect(200).buffer(true);
    const doc = new Doc();
    applyUpdate(doc, content.body as Uint8Array);
    return doc.getText('text').toJSON();
  }

  /** The next event of a type and document; what arrives before it is passed over. */
  async function heard(type: string, documentId: string): Promise<ReceivedWebhook<DocumentData>> {
    for (;;) {
      const webhook = await receiver.next<DocumentData>({ timeoutMs: 30_000 });
      if (webhook.type === type && webhook.data.documentId === documentId) return webhook;
    }
  }

  /** Moves the clock, so that the sweep finds what its time has come for. */
  async function later(ms: number): Promise<void> {
    app.clock.advance(ms);
    await Promise.resolve();
  }

  const stage: DocumentStage = { open, heard, later, acme: () => acme };

  it('has a cause for each event', () => {
    const catalog = new EventCatalog({ events: API_EVENTS }).list().map(({ type }) => type);
    const documents = catalog.filter((type) => type.startsWith('document.'));
    expect(Object.keys(DOCUMENT_CAUSES).sort()).toEqual(documents.sort());
  });

  it.each(Object.entries(DOCUMENT_CAUSES))(
    'tells of %s, signed and as its JSON Schema says',
    async (type, cause) => {
      const name = type.replaceAll('.', '-');
      await cause(stage, name);
      const webhook = await heard(type, name);

      expect(webhook).toMatchObject({ signatureValid: true, signatureProblem: null });
      expect(webhook.data).toMatchObject({
        documentId: name,
        namespacedDocumentId: `acme/${name}`,
        clientId: 'tester',
        context: { userId: 'tester' },
      });
      // Neither the token nor anything else of the connection.
      expect(Object.keys(webhook.data.context)).toEqual(['userId']);
      const event = await bodyOf<{ schema: object; example: unknown }>(
        acme.get(`/api/webhooks/events/${type}`).expect(200),
      );
      const validate = new Ajv({ strict: false }).compile(event.schema);
      expect([validate(webhook.data), validate.errors]).toEqual([true, null]);
      expect([validate(event.example), validate.errors]).toEqual([true, null]);
    },
  );

  it('keeps what clients write, for other clients and the API', async () => {
    const anna = await open('plan').synced();
    const ben = await open('plan').synced();
    anna.write('Hello');
    await ben.until(() => ben.text.toJSON() === 'Hello');
    ben.write(', world');
    await anna.until(() => anna.text.toJSON() === 'Hello, world');
    anna.close();
    ben.close();

    const carla = await open('plan').synced();
    expect(carla.text.toJSON()).toBe('Hello, world');
    const page = await bodyOf<Page<{ documentId: string; size: number }>>(
      acme.get('/api/documents?limit=100').expect(200),
    );
    expect(page.items.find(({ documentId }) => documentId === 'plan')).toMatchObject({
      size: expect.any(Number) as number,
    });
    // What is written is stored a little later.
    await insistently(
      () => storedText('plan'),
      (text) => text === 'Hello, world',
    );
    expect((await acme.get('/api/documents/plan').expect(200)).body).toMatchObject({
      documentId: 'plan',
    });
  });

  it('answers a document that nothing was stored of as an empty update', async () => {
    await open('blank').synced();
    expect(await storedText('blank')).toBe('');
  });

  it('keeps tenants apart, though they use the same names', async () => {
    const anna = await open('secret-plan').synced();
    anna.write('of acme');
    await anna.synced();
    const rival = await open('secret-plan', { tenant: 'rival' }).synced();
    expect(rival.text.toJSON()).toBe('');
    rival.write('of the rival');
    await rival.synced();
    expect(anna.text.toJSON()).toBe('of acme');
    const other = callerOf(app, { tenant: 'rival', scope: SCOPES });
    await other.delete('/api/documents/secret-plan').expect(204);
    await acme.get('/api/documents/secret-plan').expect(200);
    await other.get('/api/documents/secret-plan').expect(404);
  });

  it.each([
    ['no valid token', { secret: 'another secret of at least 32 bytes' }, 'doc', 'unauthorized'],
    ['no scope for documents', { scope: 'projects:read' }, 'doc', 'forbidden'],
    [
      'only the scope to read, and nothing there',
      { scope: 'documents:read' },
      'nowhere',
      'not-found',
    ],
    ['a name that is none', {}, '../etc/passwd', 'invalid-name'],
    ['a name of every object', {}, '__proto__', 'invalid-name'],
    ['another name of every object', {}, 'constructor', 'invalid-name'],
  ])('refuses who has %s', async (_, parts, name, reason) => {
    const client = open(name, parts);
    await client.until(() => client.refusal !== undefined);
    expect(client.refusal).toBe(reason);
  });

  it('keeps nothing of a document that it did not open', async () => {
    const started = jest.spyOn(globalThis, 'setInterval');
    const ended = jest.spyOn(globalThis, 'clearInterval');
    const client = open('nowhere', { scope: 'documents:read' });
    await client.until(() => client.refusal !== undefined);
    client.close();
    const cleared = new Set<unknown>(ended.mock.calls.map(([timer]) => timer));
    // The host and the client look after who is there with timers of 3 s.
    const timers = started.mock.results
      .filter((_, call) => started.mock.calls[call]?.[1] === 3_000)
      .map(({ value }) => cleared.has(value));
    started.mockRestore();
    ended.mockRestore();
    expect(timers.length).toBeGreaterThan(1);
    expect(timers).not.toContain(false);
  });

  it('lets readers read and not write', async () => {
    const writer = await open('for-readers').synced();
    writer.write('fixed');
    await writer.synced();
    const reader = await open('for-readers', { scope: 'documents:read' }).synced();
    expect(reader.text.toJSON()).toBe('fixed');
    reader.write(' and more');
    writer.write('!');
    await reader.until(() => reader.text.toJSON().includes('!'));
    expect(writer.text.toJSON()).toBe('fixed!');
  });

  it('answers problems for documents that are not there', async () => {
    expectProblem(await acme.get('/api/documents/nobody'), 404, 'HOOKLINE_NOT_FOUND');
    expectProblem(await acme.delete('/api/documents/nobody'), 404, 'HOOKLINE_NOT_FOUND');
    expectProblem(await acme.get('/api/documents/a%20b'), 400, 'HOOKLINE_VALIDATION_FAILED');
    await request(app.http).get('/api/documents').expect(401);
  });
});
