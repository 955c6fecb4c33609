import type { EndpointMatch, EventStory, QueueStats } from '@hookline/contracts';
import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import request, { type Response } from 'supertest';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

describe.each(ADAPTERS)('Publishing over HTTP on %s', (_, adapter) => {
  let harness: HttpHarness;

  beforeAll(async () => {
    harness = await HttpHarness.start(adapter());
  });
  afterAll(() => harness.stop());

  const send = (path: string, body: object, tenant = 'acme') =>
    harness.send('post', `/webhooks/${path}`, tenant).send(body);
  const event = { type: 'project.created', data: {} };
  const idOf = (response: Response) => (response.body as { id: string }).id;
  const eventCount = async () =>
    (await harness.db.database.pool.query('SELECT FROM hookline.event')).rowCount;

  it('stores an event and a delivery for each endpoint', async () => {
    await harness.create({ events: ['project.*'] }, 'publisher');
    const more = { subject: 'project:42', tags: ['a'], priority: 9 };
    const published = await send('publish', { ...event, ...more }, 'publisher').expect(202);
    expect(published.body).toMatchObject({ duplicate: false });
    expect((published.body as { deliveries: string[] }).deliveries).toHaveLength(1);
    const story = await harness.get(`/webhooks/published/${idOf(published)}`, 'publisher');
    expect(story.status).toBe(200);
    expect(story.body).toMatchObject({
      id: idOf(published),
      type: 'project.created',
      subject: 'project:42',
      tags: ['a'],
      endpoints: [{ pattern: 'project.*', obstacles: [], deliveries: [{ status: 'pending' }] }],
    });
    expect((story.body as EventStory).endpoints[0]?.summary).toMatch(/^Waits after 0 attempts/);
  });

  it('answers the first event for the same key, and 409 for another body under it', async () => {
    const keyed = (body: object, tenant = 'acme') =>
      send('publish', body, tenant).set('Idempotency-Key', 'order-7');
    const first = await keyed(event).expect(202);
    const second = await keyed(event).expect(202);
    expect(second.body).toEqual({ ...(first.body as object), duplicate: true });
    for (const label of [{ subject: 'x' }, { orderingKey: 'x' }]) {
      expectProblem(await keyed({ ...event, ...label }), 409, 'HOOKLINE_IDEMPOTENCY_CONFLICT');
    }
    expectProblem(
      await keyed({ type: 'webhook.test', data: { message: 'x' } }),
      409,
      'HOOKLINE_IDEMPOTENCY_CONFLICT',
    );
    expect(idOf(await keyed(event, 'other').expect(202))).not.toBe(idOf(first));
  });

  it('knows the keys of versions that had no ordering keys', async () => {
    const labelled = { ...event, subject: 'x', tags: ['a'] };
    await send('publish', labelled).set('Idempotency-Key', 'labelled').expect(202);
    await send('publish', event).set('Idempotency-Key', 'plain').expect(202);
    const { rows } = await harness.db.database.pool.query<{ fingerprint: string }>(
      `SELECT fingerprint FROM hookline.idempotency_key WHERE key IN ('labelled', 'plain') ORDER BY key`,
    );
    const said = ['project.created\n{}\n["x",["a"],5]', 'project.created\n{}'];
    expect(rows.map(({ fingerprint }) => fingerprint)).toEqual(
      said.map((text) => createHash('sha256').update(text).digest('base64url')),
    );
  });

  it('forgets a key after 24 hours', async () => {
    const keyed = (body: object) => send('publish', body).set('Idempotency-Key', 'daily');
    const first = idOf(await keyed(event).expect(202));
    const age = (hours: number) =>
      harness.db.database.pool.query(
        `UPDATE hookline.idempotency_key SET created_at = now() - make_interval(hours => $1) WHERE key = 'daily'`,
        [hours],
      );
    await age(23);
    expect(idOf(await keyed(event).expect(202))).toBe(first);
    await age(24);
    const next = await keyed({ ...event, subject: 'another' }).expect(202);
    expect(idOf(next)).not.toBe(first);
    expect(next.body).toMatchObject({ duplicate: false });
  });

  it.each<[object, number, string]>([
    [{ type: 'project.created' }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ data: {} }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, more: 1 }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, priority: 10 }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, subject: '' }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, subject: null, tags: null }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, orderingKey: 'k'.repeat(256) }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, orderingKey: null }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, orderingKey: 'order 7', priority: 5 }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, tenantId: 'other' }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, data: { constructor: 1 } }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, data: { deep: [{ constructor: {} }] } }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ ...event, data: { a: '\u0000' } }, 400, 'HOOKLINE_VALIDATION_FAILED'],
    [{ type: 'nobody.knows', data: {} }, 400, 'HOOKLINE_EVENT_UNKNOWN'],
    [{ type: 'webhook.test', data: { message: 5 } }, 400, 'HOOKLINE_EVENT_INVALID'],
    [{ ...event, data: 'text' }, 400, 'HOOKLINE_EVENT_INVALID'],
    [
      { type: 'webhook.test', data: { message: 'x'.repeat(1_100_000) } },
      413,
      'HOOKLINE_PAYLOAD_TOO_LARGE',
    ],
  ])('refuses %#, and stores nothing', async (body, status, code) => {
    const before = await eventCount();
    expectProblem(await send('publish', body), status, code);
    expect(await eventCount()).toBe(before);
  });

  it('refuses a key that is too long', async () => {
    const response = await send('publish', event).set('Idempotency-Key', 'k'.repeat(256));
    expectProblem(response, 400, 'HOOKLINE_VALIDATION_FAILED');
  });

  it('publishes a batch, each event for itself', async () => {
    const items = [
      { ...event, idempotencyKey: 'batch-1' },
      { type: 'nobody.knows', data: {} },
      { ...event, idempotencyKey: 'batch-1' },
      { type: 'webhook.test', data: { message: 'hello' }, orderingKey: 'order 7' },
      { ...event, orderingKey: 'order 7', priority: 9 },
    ];
    const response = await send('publish/batch', { items }).expect(202);
    const results = (response.body as { items: { published?: { id: string }; problem?: object }[] })
      .items;
    expect(results).toHaveLength(5);
    expect(results[1]).toMatchObject({ problem: { status: 400, code: 'HOOKLINE_EVENT_UNKNOWN' } });
    expect(results[0]?.published?.id).toBe(results[2]?.published?.id);
    expect(results[3]?.published).toMatchObject({ duplicate: false });
    expect(results[4]).toMatchObject({
      problem: { status: 400, errors: [{ field: 'priority' }] },
    });
  });

  it('refuses a batch that is empty, too large, malformed, or has a key of its own', async () => {
    const refused = async (body: object) =>
      expectProblem(await send('publish/batch', body), 400, 'HOOKLINE_VALIDATION_FAILED');
    await refused({ items: [] });
    await refused({ items: Array(101).fill(event) });
    await refused({ items: [{ ...event, more: 1 }] });
    await refused({});
    const keyed = send('publish/batch', { items: [event] }).set('Idempotency-Key', 'x');
    expectProblem(await keyed, 400, 'HOOKLINE_VALIDATION_FAILED');
  });

  it('says who would get an event, and why the others would not', async () => {
    const tenant = 'matcher';
    const names = { all: {}, other: { events: ['order.*'] }, off: { active: false } };
    for (const [name, more] of Object.entries(names))
      await harness.create({ name, ...more }, tenant);
    const filter = { path: 'message', prefix: 'hi' };
    await harness.create({ name: 'picky', filter }, tenant);
    const body = { type: 'webhook.test', data: { message: 'hello' } };
    const before = await eventCount();
    const response = await send('match', body, tenant).expect(200);
    const { items } = response.body as { items: EndpointMatch[] };
    expect(
      items.map(({ endpointName, matched, pattern, obstacles }) => [
        endpointName,
        matched,
        pattern,
        obstacles,
      ]),
    ).toEqual([
      ['picky', false, '*', ['filter']],
      ['off', false, '*', ['paused']],
      ['other', false, null, ['pattern']],
      ['all', true, '*', []],
    ]);
    expect(await eventCount()).toBe(before);
    expectProblem(await send('match', { type: 'x.y', data: {} }), 400, 'HOOKLINE_EVENT_UNKNOWN');
  });

  it('tells the story to nobody else', async () => {
    const id = idOf(await send('publish', event).expect(202));
    expectProblem(await harness.get(`/webhooks/published/${id}`, 'x'), 404, 'HOOKLINE_NOT_FOUND');
    expectProblem(await harness.get('/webhooks/published/evt_x'), 400, 'HOOKLINE_ID_INVALID');
  });

  it('describes one event of the catalog', async () => {
    const one = await harness.get('/webhooks/events/webhook.test').expect(200);
    expect(one.body).toMatchObject({
      type: 'webhook.test',
      schema: { type: 'object', properties: { message: { type: 'string' } } },
    });
    expectProblem(await harness.get('/webhooks/events/nobody.knows'), 404, 'HOOKLINE_NOT_FOUND');
  });

  it('switches an endpoint off and on', async () => {
    const { id } = await harness.create();
    const paused = await harness.send('post', `/webhooks/${id}/pause`).expect(200);
    expect(paused.body).toMatchObject({ id, active: false, disabledReason: 'manual' });
    const resumed = await harness.send('post', `/webhooks/${id}/resume`).expect(200);
    expect(resumed.body).toMatchObject({ id, active: true, disabledReason: null });
    const foreign = await harness.send('post', `/webhooks/${id}/pause`, 'intruder');
    expectProblem(foreign, 404, 'HOOKLINE_NOT_FOUND');
  });

  it('pauses and resumes the queue where there is one tenant', async () => {
    const plain = await harness.startPlain(adapter());
    const call = async (method: 'get' | 'post', path: string) =>
      (
        await request(plain.getHttpServer() as Server)
          [method](`/webhooks/queue/${path}`)
          .expect(200)
      ).body as QueueStats;
    expect((await call('get', 'stats')).pausedAt).toBeNull();
    const { pausedAt } = await call('post', 'pause');
    expect(await call('get', 'stats')).toMatchObject({ pausedAt, active: 0 });
    expect((await call('post', 'resume')).pausedAt).toBeNull();
    expect(await call('post', 'retry-failed')).toEqual({ count: 0, nextCursor: null });
    const path = '/webhooks/queue/retry-failed';
    const malformed = await request(plain.getHttpServer() as Server)
      .post(path)
      .send({ cursor: 'x' });
    expectProblem(malformed, 400, 'HOOKLINE_ID_INVALID');
    await plain.close();
  });

  it('shows the queue of all tenants to no tenant', async () => {
    for (const [method, path] of [
      ['get', 'stats'],
      ['post', 'pause'],
      ['post', 'resume'],
      ['post', 'retry-failed'],
    ] as const) {
      const response = await harness.send(method, `/webhooks/queue/${path}`);
      expectProblem(response, 403, 'HOOKLINE_FORBIDDEN');
    }
  });
});
