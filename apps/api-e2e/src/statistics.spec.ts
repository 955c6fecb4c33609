import type { Endpoint, EndpointHealth, Page, Statistics } from '@hookline/contracts';
import type { WebhooksTestingApp } from '@hookline/testing';
import { WebhookPublisher } from '@hookline/webhooks';
import request from 'supertest';
import { bodyOf, callerOf, host } from './testing/host';
import { expectProblem } from './testing/problem';
import { untilReady } from './testing/ready';

describe('statistics', () => {
  let app: WebhooksTestingApp;

  beforeEach(async () => {
    app = await host().start();
  });
  afterEach(() => app.close());

  it('tell what became of deliveries, to their tenant alone', async () => {
    const acme = callerOf(app);
    const receiver = await app.receiver({ events: ['project.created'] });
    receiver.fails(503, { times: 1 });
    await acme.post('/api/projects', { name: 'counted' }).expect(201);
    await app.clock.untilDelivered();
    const all = await bodyOf<Statistics>(acme.get('/api/webhooks/stats').expect(200));
    expect(all.totals).toMatchObject({
      delivered: 1,
      attempts: 2,
      failedAttempts: 1,
      successRate: 1,
      attemptSuccessRate: 0.5,
      responses: { '2xx': 1, '5xx': 1 },
    });
    expect(all.byType).toMatchObject([{ eventType: 'project.created', delivered: 1 }]);
    const [{ endpointId } = { endpointId: '' }] = all.byEndpoint;
    const path = `/api/webhooks/${endpointId}`;
    const days = await bodyOf<Statistics>(acme.get(`${path}/stats?bucket=day`).expect(200));
    expect(days.series.at(-1)).toMatchObject({ delivered: 1, attempts: 2 });
    const health = await bodyOf<EndpointHealth>(acme.get(`${path}/health`).expect(200));
    expect(health).toMatchObject({
      endpointId,
      status: 'degraded',
      successRate: 0.5,
      lastDelivery: { status: 'delivered', attempts: 2 },
      failingSince: null,
    });
    const listed = async (health: string): Promise<string[]> => {
      const path = `/api/webhooks?health=${health}`;
      return (await bodyOf<Page<Endpoint>>(acme.get(path).expect(200))).items.map(({ id }) => id);
    };
    expect(await listed('degraded')).toEqual([endpointId]);
    for (const others of ['healthy', 'failing', 'idle']) expect(await listed(others)).toEqual([]);
    const other = callerOf(app, { tenant: 'other' });
    const nothing = await bodyOf<Statistics>(other.get('/api/webhooks/stats').expect(200));
    expect(nothing.totals.attempts).toBe(0);
    await other.get(`${path}/stats`).expect(404);
    await other.get(`${path}/health`).expect(404);
  });

  it('refuse a period that is none', async () => {
    const acme = callerOf(app);
    for (const query of ['from=2026-02-02&to=2026-01-01', 'bucket=minute', 'from=yesterday']) {
      const answer = await acme.get(`/api/webhooks/stats?${query}`);
      expectProblem(answer, 400, 'HOOKLINE_VALIDATION_FAILED');
    }
  });

  it('turn the health of deliveries to 503 below 0.9, and leave readiness alone', async () => {
    const good = await request(app.http).get('/health/deliveries').expect(200);
    expect(good.body).toMatchObject({ status: 'up', attempts: 0, successRate: null, bound: 0.9 });
    const receiver = await app.receiver({ events: ['project.created'] });
    receiver.fails(400, { times: 20 });
    const acme = callerOf(app);
    for (let n = 0; n < 20; n += 1) {
      await acme.post('/api/projects', { name: `refused ${n}` }).expect(201);
    }
    await app.clock.untilDelivered();
    const bad = await request(app.http).get('/health/deliveries').expect(503);
    expect(bad.body).toMatchObject({ status: 'degraded', attempts: 20, successRate: 0 });
    await untilReady(app);
  });

  it('stay when a person is erased', async () => {
    const acme = callerOf(app);
    const receiver = await app.receiver({ events: ['project.created'] });
    const subject = 'user/4711';
    const event = { type: 'project.created', data: PROJECT };
    await app.get(WebhookPublisher).publish(event, { tenantId: 'acme', subject });
    await receiver.next();
    await app.clock.untilDelivered();
    const path = `/api/webhooks/subjects/${encodeURIComponent(subject)}`;
    await callerOf(app, { tenant: 'other' }).delete(path).expect(200, { events: 0, cancelled: 0 });
    await acme.delete(path).expect(200, { events: 1, cancelled: 0 });
    await acme.delete(path).expect(200, { events: 0, cancelled: 0 });
    const all = await bodyOf<Statistics>(acme.get('/api/webhooks/stats').expect(200));
    expect(all.totals.delivered).toBe(1);
  });
});

const PROJECT = {
  id: '0199a1b2-0000-7000-8000-000000000001',
  name: 'erased',
  createdAt: '2026-01-01T00:00:00.000Z',
};
