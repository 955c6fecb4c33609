import type { WebhooksClient } from '@hookline/client';
import type { ApiScope } from '@hookline/contracts';
import type { WebhooksTestingApp } from '@hookline/testing';
import request from 'supertest';
import { clientOf, dataOf, refusalOf } from './testing/client';
import { host } from './testing/host';
import { expectProblem } from './testing/problem';

describe('API keys of the host', () => {
  let app: WebhooksTestingApp;
  let acme: WebhooksClient;

  beforeAll(async () => {
    app = await host({ logger: false }).start();
    acme = clientOf(app);
  });
  afterAll(() => app.close());

  const createKey = (...scopes: ApiScope[]) =>
    dataOf(acme.createWebhookApiKey({ body: { name: 'CI', scopes } }));

  it('work beside tokens, for the tenant that made them', async () => {
    const { value } = await createKey('webhooks:read', 'webhooks:write');
    const body = { name: 'by key', url: 'https://example.com/hook' };
    const { id } = await dataOf(clientOf(app, value).createWebhookEndpoint({ body }));
    await dataOf(acme.getWebhookEndpoint({ path: { id } }));
    const foreign = clientOf(app, { tenant: 'rival' }).getWebhookEndpoint({ path: { id } });
    expect(await refusalOf(foreign)).toEqual([404, 'HOOKLINE_NOT_FOUND']);
  });

  it('allow what their scopes say, and nothing of the rest of the host', async () => {
    const { value } = await createKey('webhooks:read');
    const reader = clientOf(app, value);
    await dataOf(reader.listWebhookEndpoints());
    const forbidden = [403, 'HOOKLINE_FORBIDDEN'];
    expect(await refusalOf(reader.listWebhookApiKeys())).toEqual(forbidden);
    const body = { name: 'x', url: 'https://example.com' };
    expect(await refusalOf(reader.createWebhookEndpoint({ body }))).toEqual(forbidden);
    // Before what the body says is looked at.
    const invalid = request(app.http)
      .post('/api/webhooks')
      .auth(value, { type: 'bearer' })
      .send({});
    expectProblem(await invalid, 403, 'HOOKLINE_FORBIDDEN');
    const projects = request(app.http).get('/api/projects').auth(value, { type: 'bearer' });
    expectProblem(await projects, 403, 'HOOKLINE_FORBIDDEN');
  });

  it('are made by administrators alone, and refused when they are deleted', async () => {
    const plain = clientOf(app, { scope: 'webhooks:read webhooks:write' });
    const attempt = plain.createWebhookApiKey({ body: { name: 'x', scopes: ['admin'] } });
    expect(await refusalOf(attempt)).toEqual([403, 'HOOKLINE_FORBIDDEN']);
    const { id, value } = await createKey('admin');
    const foreign = clientOf(app, { tenant: 'rival' }).deleteWebhookApiKey({ path: { id } });
    expect(await refusalOf(foreign)).toEqual([404, 'HOOKLINE_NOT_FOUND']);
    expect(await dataOf(acme.deleteWebhookApiKey({ path: { id } }))).toBeUndefined();
    const late = clientOf(app, value).listWebhookApiKeys();
    expect(await refusalOf(late)).toEqual([401, 'HOOKLINE_UNAUTHORIZED']);
  });
});
