import { createWebhooksClient, type WebhooksClient } from '@hookline/client';
import type { WebhooksTestingApp } from '@hookline/testing';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { clientOf, dataOf, refusalOf } from './testing/client';
import { host } from './testing/host';
import { deletionOf } from './testing/possessions';
import { token } from './testing/token';

const { type, data } = deletionOf('0f0e0d0c-0b0a-4908-8706-050403020100');
const EVENT = { type, data: { ...data } };

describe('the typed client', () => {
  let app: WebhooksTestingApp;
  let acme: WebhooksClient;

  beforeAll(async () => {
    app = await host().start();
    acme = clientOf(app);
  });
  afterAll(() => app.close());

  it('leads an endpoint from its creation to its end', async () => {
    const url = 'https://example.com/hook';
    const created = await acme.createWebhookEndpoint({ body: { name: 'billing', url } });
    if (!created.ok) throw new Error(created.problem.detail);
    expect(created.status).toBe(201);
    expect(created.headers.get('etag')).toBe('"1"');
    const path = { id: created.data.id };
    const body = { events: ['project.*'] };
    const stale = acme.updateWebhookEndpoint({ path, body, headers: { 'If-Match': '"7"' } });
    expect(await refusalOf(stale)).toEqual([412, 'HOOKLINE_PRECONDITION_FAILED']);
    const fresh = acme.updateWebhookEndpoint({ path, body, headers: { 'If-Match': '"1"' } });
    expect(await dataOf(fresh)).toMatchObject({ version: 2, events: ['project.*'] });
    const query = { text: 'BILL', active: true, limit: 1 };
    const { items } = await dataOf(acme.listWebhookEndpoints({ query }));
    expect(items).toMatchObject([{ id: path.id }]);
    expect(await dataOf(acme.deleteWebhookEndpoint({ path }))).toBeUndefined();
    expect(await refusalOf(acme.getWebhookEndpoint({ path }))).toEqual([404, 'HOOKLINE_NOT_FOUND']);
  });

  it('publishes, and reads what became of it', async () => {
    const receiver = await app.receiver({ events: ['project.*'] });
    const headers = { 'Idempotency-Key': 'once' };
    const first = await dataOf(acme.publishWebhookEvent({ body: EVENT, headers }));
    const again = await dataOf(acme.publishWebhookEvent({ body: EVENT, headers }));
    expect(again).toEqual({ ...first, duplicate: true });
    await receiver.next();
    await app.clock.untilDelivered();
    const story = await dataOf(acme.getWebhookEventStory({ path: { id: first.id } }));
    expect(story.endpoints[0]?.deliveries[0]?.status).toBe('delivered');
  });

  it('tries an endpoint out, with the example of an event if it is asked to', async () => {
    const receiver = await app.receiver({ events: ['none.*'] });
    const path = { id: receiver.endpoint.id };
    const tested = await dataOf(acme.testWebhookEndpoint({ path }));
    expect(tested).toMatchObject({ delivered: true, attempt: { status: 200 } });
    const body = { type: 'project.created' };
    expect(await dataOf(acme.testWebhookEndpoint({ path, body }))).toMatchObject({
      delivered: true,
    });
    const event = await dataOf(acme.getWebhookEvent({ path: { type: body.type } }));
    expect(receiver.received.map(({ type, data }) => [type, data])).toEqual([
      ['webhook.test', expect.any(Object)],
      ['project.created', event.example],
    ]);
    const none = acme.testWebhookEndpoint({ path, body: { type: 'no.such' } });
    expect(await refusalOf(none)).toEqual([400, 'HOOKLINE_VALIDATION_FAILED']);
    const endpoint = await dataOf(acme.getWebhookEndpoint({ path }));
    expect(endpoint.lastDeliveries).toMatchObject([{ trigger: 'test' }, { trigger: 'test' }]);
  });

  it('tells successes of one operation apart by their status', async () => {
    const body = { eventTypes: ['none.*'] };
    const counted = await acme.createWebhookReplay({ body: { ...body, dryRun: true } });
    if (!counted.ok || counted.status !== 200) throw new Error('It was not counted.');
    expect(counted.data).toEqual({ count: 0, complete: true });
    const begun = await acme.createWebhookReplay({ body });
    if (!begun.ok || begun.status !== 201) throw new Error('It was not begun.');
    expect(begun.data.id).toMatch(/^rpl_/);
  });

  it('names the fields at fault', async () => {
    const answer = await acme.createWebhookEndpoint({
      body: { name: '', url: 'https://a.example' },
    });
    if (answer.ok) throw new Error('It was created.');
    expect(answer.problem.errors?.map(({ field }) => field)).toEqual(['name']);
  });

  it('asks for its token before each call', async () => {
    const tokens = [token(), 'no token'];
    const client = createWebhooksClient({
      baseUrl: `${app.url}/api/webhooks/`,
      token: () => Promise.resolve(tokens.shift() ?? ''),
    });
    await dataOf(client.listWebhookEvents());
    expect(await refusalOf(client.listWebhookEvents())).toEqual([401, 'HOOKLINE_UNAUTHORIZED']);
  });

  it('takes what a proxy says as a problem, and throws when there is no answer', async () => {
    const proxy = createServer((_, response) => response.writeHead(502).end('<h1>no</h1>'));
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const client = createWebhooksClient({ baseUrl: `http://127.0.0.1:${port}` });
    expect(await refusalOf(client.listWebhookEvents())).toEqual([502, 'HTTP_502']);
    proxy.closeAllConnections();
    await new Promise((closed) => proxy.close(closed));
    await expect(client.listWebhookEvents()).rejects.toThrow();
  });
});
