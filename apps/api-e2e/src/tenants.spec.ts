import type { Delivery, Endpoint, Page } from '@hookline/contracts';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { bodyOf, callerOf, host, type Caller } from './testing/host';
import { expectProblem } from './testing/problem';

describe('a tenant', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;
  let rival: Caller;
  let receiver: TestingReceiver;
  let spy: TestingReceiver;
  let deliveryId: string;
  let projectId: string;

  beforeAll(async () => {
    app = await host().start();
    acme = callerOf(app);
    rival = callerOf(app, { tenant: 'rival' });
    receiver = await app.receiver();
    spy = await app.receiver({ tenantId: 'rival' });
    const body = await bodyOf<unknown>(
      acme.post('/api/projects', { name: 'secret plans' }).expect(201),
    );
    projectId = (body as { id: string }).id;
    deliveryId = (await receiver.next()).deliveryId;
    await app.clock.untilDelivered();
  });
  afterAll(() => app.close());

  it("gets nothing of another's events", () => {
    expect(spy.received).toEqual([]);
  });

  it("sees nothing of another's endpoints and deliveries in lists", async () => {
    const endpoints = await rival.get('/api/webhooks').expect(200);
    const ids = (endpoints.body as Page<Endpoint>).items.map(({ id }) => id);
    expect(ids).toEqual([spy.endpoint.id]);
    const deliveries = await rival.get(`/api/webhooks/${spy.endpoint.id}/deliveries`).expect(200);
    expect((deliveries.body as Page<Delivery>).items).toEqual([]);
    for (const query of ['', `?endpointId=${receiver.endpoint.id}`, '?eventType=project.created']) {
      const all = await rival.get(`/api/webhooks/deliveries${query}`).expect(200);
      expect(all.body).toEqual({ items: [], nextCursor: null });
    }
    expect((await rival.get('/api/projects').expect(200)).body).toMatchObject({ items: [] });
  });

  it("finds nothing of another's by its id, and changes nothing", async () => {
    const path = `/api/webhooks/${receiver.endpoint.id}`;
    const url = 'https://example.com';
    const answers = [
      await rival.get(path),
      await rival.patch(path, { name: 'taken over' }),
      await rival.put(path, { name: 'taken over', url }),
      await rival.post(`${path}/test`),
      await rival.get(`${path}/deliveries`),
      await rival.get(`/api/webhooks/deliveries/${deliveryId}`),
      await rival.get(`/api/webhooks/deliveries/${deliveryId}/attempts`),
      await rival.post(`/api/webhooks/deliveries/${deliveryId}/retry`),
      await rival.post(`/api/webhooks/deliveries/${deliveryId}/cancel`),
      await rival.delete(path),
      await rival.get(`/api/projects/${projectId}`),
      await rival.patch(`/api/projects/${projectId}`, { name: 'taken over' }),
      await rival.delete(`/api/projects/${projectId}`),
      await rival.post('/api/sessions', { projectId, title: 'intrusion' }),
    ];
    for (const answer of answers) {
      expectProblem(answer, 404, 'HOOKLINE_NOT_FOUND');
      expect(answer.text).not.toContain('secret plans');
    }
    const unchanged = await acme.get(path).expect(200);
    expect(unchanged.body).toEqual({
      ...(JSON.parse(JSON.stringify(receiver.endpoint)) as object),
      lastDeliveries: expect.any(Array) as unknown[],
    });
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(1);
  });

  it('can not be named by the caller in another way than by the token', async () => {
    const sneaky = await rival.get('/api/webhooks?tenantId=acme').set('x-tenant-id', 'acme');
    expect(sneaky.text).not.toContain(receiver.endpoint.id);
    const body = { name: 'x', url: 'https://example.com', tenantId: 'acme' };
    expectProblem(await rival.post('/api/webhooks', body), 400, 'HOOKLINE_VALIDATION_FAILED');
  });
});
