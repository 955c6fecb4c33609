import type { Endpoint, ProblemDetails } from '@hookline/contracts';
import type { Server } from 'node:http';
import request from 'supertest';
import { newUuid } from '../common/ids';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

describe.each(ADAPTERS)('Errors of the HTTP API on %s', (_, adapter) => {
  let harness: HttpHarness;

  beforeAll(async () => {
    harness = await HttpHarness.start(adapter());
  });
  afterAll(() => harness.stop());

  it('answers 401 without a tenant', async () => {
    expectProblem(await harness.anonymous().get('/webhooks'), 401, 'HOOKLINE_TENANT_MISSING');
    expectProblem(await harness.get('/webhooks', 'a'.repeat(256)), 401, 'HOOKLINE_TENANT_MISSING');
    expectProblem(await harness.get('/webhooks', 'forged'), 401, 'HOOKLINE_UNAUTHORIZED');
  });

  it.each([
    [{ url: 'https://example.com' }, 'name'],
    [{ name: 'x' }, 'url'],
    [{ name: 7, url: 'https://example.com' }, 'name'],
    [{ name: 'x', url: 'https://example.com', planted: 1 }, 'planted'],
    [{ name: 'x', url: 'https://example.com', events: 'planted' }, 'events'],
    [{ name: 'x', url: 'https://example.com', events: ['plan ted'] }, 'events[0]'],
    [{ name: 'x', url: 'https://example.com', headers: { host: 'planted' } }, 'headers.host'],
    [{ name: 'x', url: 'https://example.com', timeoutMs: 1 }, 'timeoutMs'],
    [{ name: 'x', url: 'https://example.com', retryStatuses: [200] }, 'retryStatuses'],
    [{ name: 'x', url: 'https://example.com', maxRetries: 11 }, 'maxRetries'],
    [{ name: 'x', url: 'https://example.com', retryDelay: 9 }, 'retryDelay'],
    [{ name: 'x', url: 'https://example.com', retryPolicy: 'planted' }, 'retryPolicy'],
    [{ name: 'x', url: 'https://example.com', metadata: ['planted'] }, 'metadata'],
    [{ name: 'x', url: 'https://example.com', active: 'planted' }, 'active'],
    [{ name: 'pla\u0000nted', url: 'https://example.com' }, 'name'],
    [{ name: 'x', url: 'https://example.com', metadata: { a: { b: '\u0000' } } }, 'metadata.a.b'],
    [[], 'body'],
    [{ name: 'x', url: 'https://example.com', toString: 1 }, 'toString'],
    [{ name: 'x', url: 'https://example.com', metadata: { valueOf: 1 } }, 'valueOf'],
  ])('answers 400 naming the field at fault and no value (%#)', async (body, field) => {
    const response = await harness.post(body);
    const problem = expectProblem(response, 400, 'HOOKLINE_VALIDATION_FAILED');
    expect(problem.errors?.map((issue) => issue.field)).toContain(field);
    if (field !== 'planted') expect(response.text).not.toContain('planted');
  });

  it('answers 400 for a refused URL and a refused secret', async () => {
    const inside = { name: 'x', url: 'http://127.0.0.1/' };
    expectProblem(await harness.post(inside), 400, 'HOOKLINE_URL_BLOCKED');
    const secret = { name: 'x', url: 'https://example.com', secret: 'planted' };
    const problem = expectProblem(await harness.post(secret), 400, 'HOOKLINE_SECRET_INVALID');
    expect(JSON.stringify(problem)).not.toContain('planted');
  });

  it.each(['application/xml', 'multipart/form-data; boundary=x'])(
    'answers 4xx for a body of the type %s, and does not go on without it',
    async (type) => {
      const replay = harness.send('post', '/webhooks/replays').set('content-type', type);
      const response = await replay.send('{"endpointId":"ep_01kamqz0x3f1v9p0c6c2q1b7zd"}');
      expectProblem(response, 415, 'HTTP_415');
      const replays = await harness.get('/webhooks/replays');
      expect(replays.body).toEqual({ items: [], nextCursor: null });
    },
  );

  it.each(['planted', '{"secret":"planted', '{"a":', '"text"', 'null', '[', ''])(
    'answers 400 for the body %j, and does not repeat it',
    async (body) => {
      const response = await harness.post(body);
      expectProblem(response, 400, 'HOOKLINE_VALIDATION_FAILED');
      expect(response.text).not.toContain('planted');
    },
  );

  it('answers 4xx for bytes that are no UTF-8, a hostile depth and an endless body', async () => {
    const broken = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xff, 0xfe, 0xc0]),
      Buffer.from('","url":"http://10.0.0.1/"}'),
    ]).toString('latin1');
    const raw = await harness
      .send('post', '/webhooks')
      .set('content-type', 'application/json')
      .serialize((text: string) => Buffer.from(text, 'latin1') as unknown as string)
      .send(broken);
    expect(raw.status).toBe(400);
    const deep = `{"name":"x","url":"https://example.com","metadata":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`;
    expectProblem(await harness.post(deep), 400, 'HOOKLINE_VALIDATION_FAILED');
    const big = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) });
    expectProblem(await harness.post(big), 413, 'HOOKLINE_PAYLOAD_TOO_LARGE');
  });

  it.each([
    ['/webhooks/ep_nonsense', 400],
    [`/webhooks/${newUuid()}`, 400],
    ['/webhooks/%00', 400],
    ['/webhooks/%F0%9F%98%80', 400],
    ['/webhooks/dlv_01kamqz0x3f1v9p0c6c2q1b7zd', 400],
    ['/webhooks/deliveries/nonsense', 400],
    ['/webhooks/deliveries/ep_01kamqz0x3f1v9p0c6c2q1b7zd', 400],
    ['/webhooks/ep_01kamqz0x3f1v9p0c6c2q1b7zd', 404],
    ['/webhooks/ep_01kamqz0x3f1v9p0c6c2q1b7zd/deliveries', 404],
    ['/webhooks/deliveries/dlv_01kamqz0x3f1v9p0c6c2q1b7zd', 404],
    ['/webhooks?limit=0', 400],
    ['/webhooks?limit=ten', 400],
    ['/webhooks?limit=1&limit=2', 400],
    ['/webhooks?cursor=planted', 400],
    ['/webhooks?cursor=%00', 400],
    ['/webhooks?cursor=a&cursor=b', 400],
    ['/webhooks?active=perhaps', 400],
    ['/webhooks?unknown=1', 400],
    ['/webhooks/ep_01kamqz0x3f1v9p0c6c2q1b7zd/deliveries?status=lost', 400],
  ])('answers %s with %i', async (path, status) => {
    const response = await harness.get(path);
    expect(response.status).toBe(status);
    expectProblem(response, status, (response.body as ProblemDetails).code);
  });

  it('answers a malformed address with 400 and an unknown one with 404', async () => {
    expect((await harness.get('/webhooks/%ZZ')).status).toBe(400);
    expectProblem(await harness.get('/elsewhere'), 404, 'HOOKLINE_NOT_FOUND');
  });

  it('answers what goes wrong inside with 500, and does not tell what', async () => {
    const { id } = await harness.create();
    await harness.db.database.pool.query('ALTER TABLE hookline.endpoint RENAME TO planted');
    const response = await harness.get(`/webhooks/${id}`);
    await harness.db.database.pool.query('ALTER TABLE hookline.planted RENAME TO endpoint');
    const problem = expectProblem(response, 500, 'HOOKLINE_INTERNAL');
    expect(JSON.stringify(problem)).not.toMatch(/relation|endpoint|select/i);
  });

  it('keeps its own errors in form without a global filter, and serves one tenant', async () => {
    const plain = await harness.startPlain(adapter());
    const server = plain.getHttpServer() as Server;
    const body = { name: 'mine', url: 'https://example.com/hook' };
    const created = await request(server).post('/webhooks').send(body).expect(201);
    expect(created.body).toMatchObject({ tenantId: 'default' } satisfies Partial<Endpoint>);
    expectProblem(await request(server).get('/webhooks/x'), 400, 'HOOKLINE_ID_INVALID');
    expectProblem(
      await request(server).post('/webhooks').send({}),
      400,
      'HOOKLINE_VALIDATION_FAILED',
    );
    await plain.close();
  });
});
