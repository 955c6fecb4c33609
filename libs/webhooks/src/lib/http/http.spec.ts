import { decodeId, encodeId } from '../common/ids';
import { insertDelivery } from '../registry/testing/rows';
import { EventEntity } from '../storage/entities';
import { createOpenApiDocument } from './openapi/create-openapi-document';
import { DESCRIBED_ROUTES } from './testing/described-routes';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

describe.each(ADAPTERS)('The HTTP API on %s', (_, adapter) => {
  let harness: HttpHarness;

  beforeAll(async () => {
    harness = await HttpHarness.start(adapter());
  });
  afterAll(() => harness.stop());

  it('creates, reads, lists, changes, replaces, tests and deletes', async () => {
    const { secret, ...created } = await harness.create({
      events: ['project.*'],
      headers: { 'X-Key': 'planted' },
      maxRetries: 2,
      retryDelay: 30,
    });
    expect(secret).toMatch(/^whsec_/);
    expect(created).toMatchObject({ events: ['project.*'], headerNames: ['x-key'] });
    expect(created.retryPolicy).toMatchObject({ maxAttempts: 3, initialDelayMs: 30_000 });
    const read = await harness.get(`/webhooks/${created.id}`).expect(200);
    expect(read.body).toEqual({ ...created, lastDeliveries: [] });
    const listed = await harness.get('/webhooks?limit=1&active=true').expect(200);
    expect(listed.body).toMatchObject({ items: [{ id: created.id }] });
    expect(read.text + listed.text).not.toMatch(/planted|whsec_[\w+/]{4}/);
    const patched = await harness
      .send('patch', `/webhooks/${created.id}`)
      .send({ active: false, description: null })
      .expect(200);
    expect(patched.body).toMatchObject({ active: false, disabledReason: 'manual' });
    const put = await harness
      .send('put', `/webhooks/${created.id}`)
      .send({ name: 'new', url: 'https://example.com/new' })
      .expect(200);
    expect(put.body).toMatchObject({ name: 'new', events: [], headerNames: [], active: false });
    const tested = await harness.send('post', `/webhooks/${created.id}/test`).expect(200);
    expect(tested.body).toMatchObject({ delivered: true, attempt: null });
    const chosen = harness.send('post', `/webhooks/${created.id}/test`);
    await chosen.send({ type: 'project.created' }).expect(200);
    const strange = harness.send('post', `/webhooks/${created.id}/test`);
    expectProblem(await strange.send({ kind: 'x' }), 400, 'HOOKLINE_VALIDATION_FAILED');
    const deleted = await harness.send('delete', `/webhooks/${created.id}`).expect(204);
    expect(deleted.text).toBe('');
    expectProblem(await harness.get(`/webhooks/${created.id}`), 404, 'HOOKLINE_NOT_FOUND');
  });

  it('takes, shows and clears what the lane of an endpoint keeps to', async () => {
    const limits = { concurrency: 5, rateLimit: { perSecond: 2.5 }, ordering: {} };
    const { id, ...created } = await harness.create(limits);
    const whole = {
      concurrency: 5,
      rateLimit: { perSecond: 2.5, burst: 20 },
      ordering: { by: 'endpoint', onExhausted: 'halt' },
    };
    expect(created).toMatchObject(whole);
    const listed = await harness.get('/webhooks?limit=1').expect(200);
    expect(listed.body).toMatchObject({ items: [{ id, ...whole }] });
    const path = `/webhooks/${id}`;
    const patch = { concurrency: null, rateLimit: null, ordering: { onExhausted: 'continue' } };
    const patched = await harness.send('patch', path).set('if-match', '"1"').send(patch);
    expect(patched.headers['etag']).toBe('"2"');
    expect(patched.body).toMatchObject({
      concurrency: null,
      rateLimit: null,
      ordering: { by: 'endpoint', onExhausted: 'continue' },
    });
    const body = { name: 'new', url: 'https://example.com/new', rateLimit: {} };
    const put = await harness.send('put', path).send(body).expect(200);
    const rateLimit = { perSecond: 10, burst: 20 };
    expect(put.body).toMatchObject({ concurrency: null, rateLimit, ordering: null });
    const wrong = await harness.send('patch', path).send({ concurrency: 1_001, rateLimit: 5 });
    const { errors = [] } = expectProblem(wrong, 400, 'HOOKLINE_VALIDATION_FAILED');
    expect(errors.map(({ field }) => field)).toEqual(['concurrency', 'rateLimit']);
    const burst = await harness.send('patch', path).send({ rateLimit: { burst: 0, every: 1 } });
    expect(expectProblem(burst, 400, 'HOOKLINE_VALIDATION_FAILED').errors).toEqual([
      { field: 'rateLimit.burst', message: 'must be a whole number from 1 to 10000' },
      { field: 'rateLimit.every', message: 'is not a known field' },
    ]);
  });

  it('SEC-S03 regenerates a secret, shows it once, and refuses more than five', async () => {
    const { id, secret: first } = await harness.create();
    const path = `/webhooks/${id}/regenerate-secret`;
    const answer = await harness.send('post', path).expect(200);
    const { secret, ...endpoint } = answer.body as { secret: string; secretPrefixes: string[] };
    expect(endpoint.secretPrefixes).toEqual([secret.slice(0, 9), first.slice(0, 9)]);
    const read = await harness.get(`/webhooks/${id}`).expect(200);
    expect(read.body).toEqual({ ...endpoint, lastDeliveries: [] });
    for (let count = 3; count <= 5; count += 1) {
      await harness.send('post', path).send({ overlapMs: 60_000 }).expect(200);
    }
    expectProblem(await harness.send('post', path), 409, 'HOOKLINE_SECRET_LIMIT');
    await harness.send('post', path).send({ overlapMs: 0 }).expect(200);
    const wrong = await harness.send('post', path).send({ overlapMs: 604_800_001, secret: 'x' });
    expectProblem(wrong, 400, 'HOOKLINE_VALIDATION_FAILED');
    expectProblem(await harness.send('post', path.replace(id, 'ep_x')), 400, 'HOOKLINE_ID_INVALID');
  });

  it('shows deliveries', async () => {
    const { id } = await harness.create();
    const row = await insertDelivery(harness.db.dataSource, { endpointId: decodeId('ep', id) });
    const delivery = encodeId('dlv', row.id);
    const listed = await harness
      .get(`/webhooks/${id}/deliveries?status=pending&limit=5`)
      .expect(200);
    expect(listed.body).toMatchObject({ items: [{ id: delivery }], nextCursor: null });
    const endpoint = await harness.get(`/webhooks/${id}`).expect(200);
    expect(endpoint.body).toMatchObject({ id, version: 1, lastDeliveries: [{ id: delivery }] });
    const idle = await harness.get('/webhooks?health=idle&limit=1').expect(200);
    expect(idle.body).toMatchObject({ items: [{ id }] });
    const ill = harness.get('/webhooks?health=ill');
    expectProblem(await ill, 400, 'HOOKLINE_VALIDATION_FAILED');
    const read = await harness.get(`/webhooks/deliveries/${delivery}`).expect(200);
    expect(read.body).toMatchObject({ id: delivery, attempts: 0, attemptLog: [] });
    const query = `endpointId=${id}&responseStatus=503&from=2026-01-01T00:00:00Z`;
    const none = await harness.get(`/webhooks/deliveries?${query}`).expect(200);
    expect(none.body).toEqual({ items: [], nextCursor: null });
    const all = await harness.get('/webhooks/deliveries?eventType=project.created').expect(200);
    expect(all.body).toMatchObject({ items: [{ id: delivery }] });
    const log = await harness.get(`/webhooks/deliveries/${delivery}/attempts`).expect(200);
    expect(log.body).toEqual({ items: [] });
    const wrong = await harness.get('/webhooks/deliveries?responseStatus=many&from=soon&x=1');
    const { errors = [] } = expectProblem(wrong, 400, 'HOOKLINE_VALIDATION_FAILED');
    expect(new Set(errors.map(({ field }) => field))).toEqual(
      new Set(['responseStatus', 'from', 'x']),
    );
  });

  it('cancels, repeats and buries', async () => {
    const { id } = await harness.create({}, 'undertaker');
    const endpointId = decodeId('ep', id);
    const tenantId = 'undertaker';
    const row = await insertDelivery(harness.db.dataSource, { endpointId, tenantId });
    const event = { id: row.eventId, tenantId, type: row.eventType, body: '{}', tags: [] };
    await harness.db.dataSource.manager.insert(EventEntity, { ...event, createdAt: new Date() });
    const path = `/webhooks/deliveries/${encodeId('dlv', row.id)}`;
    const cancelled = await harness.send('post', `${path}/cancel`, tenantId).expect(200);
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
    const again = await harness.send('post', `${path}/retry`, tenantId).expect(201);
    expect(again.body).toMatchObject({ status: 'pending', trigger: 'retry' });
    const completedAt = new Date();
    const dead = { status: 'dead_letter' as const, completedAt };
    const letter = await insertDelivery(harness.db.dataSource, { endpointId, tenantId, ...dead });
    const letterId = encodeId('dlv', letter.id);
    const refused = harness.send('post', `/webhooks/deliveries/${letterId}/cancel`, tenantId);
    expectProblem(await refused, 409, 'HOOKLINE_CONFLICT');
    const listed = await harness.get('/webhooks/dead-letters?limit=1', tenantId).expect(200);
    expect(listed.body).toMatchObject({ items: [{ id: letterId }] });
    const retry = (body: object) =>
      harness.send('post', '/webhooks/dead-letters/retry', tenantId).send(body);
    const none = await retry({ filter: { eventType: 'none' } }).expect(200);
    expect(none.body).toEqual({ count: 0, nextCursor: null });
    for (const body of [{}, { ids: [] }, { filter: { status: 'delivered' } }, { filter: [] }]) {
      expectProblem(await retry(body), 400, 'HOOKLINE_VALIDATION_FAILED');
    }
    const purged = harness.send('post', '/webhooks/dead-letters/purge', tenantId);
    expect((await purged.send({ ids: [letterId] }).expect(200)).body).toMatchObject({ count: 1 });
  });

  it('replays', async () => {
    const { id: endpointId } = await harness.create({}, 'again');
    const post = (body: object) => harness.send('post', '/webhooks/replays', 'again').send(body);
    const estimate = await post({ endpointId, missing: true, dryRun: true }).expect(200);
    expect(estimate.body).toEqual({ count: 0, complete: true });
    const input = { endpointId, statuses: ['dead_letter'], from: '2026-01-01T00:00:00Z' };
    const created = await post({ ...input, ratePerSecond: 5 }).expect(201);
    expect(created.body).toMatchObject({ endpointId, total: 0, replayed: 0, ratePerSecond: 5 });
    const { id } = created.body as { id: string };
    expect(id).toMatch(/^rpl_/);
    const path = `/webhooks/replays/${id}`;
    expect((await harness.get(path, 'again').expect(200)).body).toMatchObject({ id });
    const listed = await harness.get('/webhooks/replays?limit=1', 'again').expect(200);
    expect(listed.body).toMatchObject({ items: [{ id }], nextCursor: null });
    for (const body of [{ statuses: ['pending'] }, { missing: true }, { planted: 1 }, []]) {
      expectProblem(await post(body), 400, 'HOOKLINE_VALIDATION_FAILED');
    }
    expectProblem(await harness.get(path, 'intruder'), 404, 'HOOKLINE_NOT_FOUND');
    const asIntruder = harness.send('delete', path, 'intruder');
    expectProblem(await asIntruder, 404, 'HOOKLINE_NOT_FOUND');
    await harness.db.dataSource.query(
      `UPDATE hookline.replay SET status = 'running', next_at = now() + interval '1 day'`,
    );
    await harness.send('delete', path, 'again').expect(204);
    await harness.db.dataSource.query(`UPDATE hookline.replay SET status = 'completed'`);
    const late = harness.send('delete', path, 'again');
    expectProblem(await late, 409, 'HOOKLINE_CONFLICT');
  });

  it('lists the catalog, before any endpoint by that name', async () => {
    const listed = await harness.get('/webhooks/events').expect(200);
    const { items } = listed.body as { items: { type: string }[] };
    const types = items.map(({ type }) => type);
    expect([types[0], types.at(-1)]).toEqual(['project.created', 'webhook.test']);
    expect(types.slice(1, -1).every((type) => type.startsWith('hookline.'))).toBe(true);
    expect(items[0]).toMatchObject({ description: 'A project was created' });
  });

  it('keeps tenants apart', async () => {
    const { id } = await harness.create({}, 'owner');
    const row = await insertDelivery(harness.db.dataSource, {
      endpointId: decodeId('ep', id),
      tenantId: 'owner',
    });
    const asIntruder = [
      harness.get(`/webhooks/${id}`, 'intruder'),
      harness.get(`/webhooks/${id}/deliveries`, 'intruder'),
      harness.get(`/webhooks/deliveries/${encodeId('dlv', row.id)}`, 'intruder'),
      harness.get(`/webhooks/deliveries/${encodeId('dlv', row.id)}/attempts`, 'intruder'),
      harness.send('patch', `/webhooks/${id}`, 'intruder').send({ name: 'x' }),
      harness
        .send('put', `/webhooks/${id}`, 'intruder')
        .send({ name: 'x', url: 'https://example.com' }),
      harness.send('delete', `/webhooks/${id}`, 'intruder'),
      harness.send('post', `/webhooks/${id}/test`, 'intruder'),
      harness.send('post', `/webhooks/deliveries/${encodeId('dlv', row.id)}/retry`, 'intruder'),
      harness.send('post', `/webhooks/deliveries/${encodeId('dlv', row.id)}/cancel`, 'intruder'),
    ];
    for (const attempt of asIntruder) expectProblem(await attempt, 404, 'HOOKLINE_NOT_FOUND');
    const listed = await harness.get('/webhooks', 'intruder').expect(200);
    expect(listed.body).toEqual({ items: [], nextCursor: null });
  });

  it('describes itself', () => {
    const document = createOpenApiDocument(harness.app);
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.webhooks).toHaveProperty(['project.created', 'post']);
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual(DESCRIBED_ROUTES);
    const schemas = document.components?.schemas ?? {};
    const references = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, schema = ''] of references) expect(schemas).toHaveProperty([schema]);
    for (const [path, item] of Object.entries(document.paths)) {
      if (path.startsWith('/.well-known/')) continue;
      for (const operation of Object.values(item) as Record<string, unknown>[]) {
        const bearer = [expect.stringMatching(/^(webhooks:|events:publish|admin)/) as string];
        expect(operation).toMatchObject({ security: [{ bearer }], tags: ['webhooks'] });
        expect(operation['operationId']).toMatch(/Webhook/);
        expect(operation['responses']).toHaveProperty('401');
      }
    }
    expect(
      Object.keys((schemas['UpdateWebhookEndpoint'] as { properties: object }).properties),
    ).toEqual(
      Object.keys((schemas['ReplaceWebhookEndpoint'] as { properties: object }).properties),
    );
  });
});
