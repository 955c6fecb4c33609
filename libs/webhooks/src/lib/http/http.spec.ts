import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { decodeId, encodeId } from '../common/ids';
import { insertDelivery } from '../registry/testing/rows';
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
    expect(read.body).toEqual(created);
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
    const deleted = await harness.send('delete', `/webhooks/${created.id}`).expect(204);
    expect(deleted.text).toBe('');
    expectProblem(await harness.get(`/webhooks/${created.id}`), 404, 'HOOKLINE_NOT_FOUND');
  });

  it('shows deliveries', async () => {
    const { id } = await harness.create();
    const row = await insertDelivery(harness.db.dataSource, { endpointId: decodeId('ep', id) });
    const delivery = encodeId('dlv', row.id);
    const listed = await harness
      .get(`/webhooks/${id}/deliveries?status=pending&limit=5`)
      .expect(200);
    expect(listed.body).toMatchObject({ items: [{ id: delivery }], nextCursor: null });
    const read = await harness.get(`/webhooks/deliveries/${delivery}`).expect(200);
    expect(read.body).toMatchObject({ id: delivery, attempts: 0, attemptLog: [] });
  });

  it('lists the catalog, before any endpoint by that name', async () => {
    const listed = await harness.get('/webhooks/events').expect(200);
    expect(listed.body).toMatchObject({
      items: [
        { type: 'project.created', description: 'A project was created' },
        { type: 'webhook.test' },
      ],
    });
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
      harness.send('patch', `/webhooks/${id}`, 'intruder').send({ name: 'x' }),
      harness
        .send('put', `/webhooks/${id}`, 'intruder')
        .send({ name: 'x', url: 'https://example.com' }),
      harness.send('delete', `/webhooks/${id}`, 'intruder'),
      harness.send('post', `/webhooks/${id}/test`, 'intruder'),
    ];
    for (const attempt of asIntruder) expectProblem(await attempt, 404, 'HOOKLINE_NOT_FOUND');
    const listed = await harness.get('/webhooks', 'intruder').expect(200);
    expect(listed.body).toEqual({ items: [], nextCursor: null });
  });

  it('describes itself', () => {
    const document = SwaggerModule.createDocument(
      harness.app,
      new DocumentBuilder().addBearerAuth().build(),
    );
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual(
      [
        'delete /webhooks/{id}',
        'get /webhooks',
        'get /webhooks/deliveries/{id}',
        'get /webhooks/events',
        'get /webhooks/{id}',
        'get /webhooks/{id}/deliveries',
        'patch /webhooks/{id}',
        'post /webhooks',
        'post /webhooks/{id}/test',
        'put /webhooks/{id}',
      ].sort(),
    );
    const schemas = document.components?.schemas ?? {};
    const references = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, schema = ''] of references) expect(schemas).toHaveProperty(schema);
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item) as Record<string, unknown>[]) {
        expect(operation).toMatchObject({ security: [{ bearer: [] }], tags: ['webhooks'] });
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
