import type { WebhooksTestingApp } from '@hookline/testing';
import { once } from 'node:events';
import { connect } from 'node:net';
import request from 'supertest';
import { bodyOf, callerOf, host, type Caller } from './testing/host';
import { expectProblem } from './testing/problem';
import { untilReady } from './testing/ready';
import { token, type TokenParts } from './testing/token';

const NOWHERE = '0f0e0d0c-0b0a-4908-8706-050403020100';

describe('errors', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;

  beforeAll(async () => {
    app = await host({ logger: false }).start();
    acme = callerOf(app);
  });
  afterAll(() => app.close());

  const past = Math.floor(Date.now() / 1_000) - 3_600;

  it.each<[string, TokenParts]>([
    ['of another secret', { secret: 'another-secret-of-more-than-32-bytes' }],
    ['without a signature', { header: { alg: 'none' } }],
    ['that has expired', { claims: { exp: past } }],
    ['that is not valid yet', { claims: { nbf: past + 86_400 } }],
    ['without a tenant', { claims: { tenant: undefined } }],
    ['of an empty tenant', { tenant: '' }],
    ['of a tenant that is no text', { claims: { tenant: ['acme'] } }],
    ['without a subject', { claims: { sub: undefined } }],
  ])('401 for a token %s', async (_, parts) => {
    const response = await callerOf(app, parts).get('/api/webhooks');
    expectProblem(response, 401, 'HOOKLINE_UNAUTHORIZED');
    expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it.each(['', 'Bearer', 'Bearer ', 'Bearer a.b.c', `Basic ${token()}`, `Bearer ${token()} twice`])(
    '401 for the authorization "%s"',
    async (authorization) => {
      const response = await request(app.http)
        .get('/api/projects')
        .set('authorization', authorization);
      expectProblem(response, 401, 'HOOKLINE_UNAUTHORIZED');
    },
  );

  it.each([
    ['get', '/api/webhooks', 'webhooks:write'],
    ['post', '/api/webhooks', 'webhooks:read'],
    ['post', `/api/webhooks/ep_0/test`, 'webhooks:read'],
    ['delete', '/api/webhooks/ep_0', 'webhooks:read'],
    ['get', '/api/projects', 'webhooks:read webhooks:write'],
    ['post', '/api/sessions', 'sessions:read projects:write'],
    ['get', '/api/sessions', ''],
  ] as const)('403 for %s %s with the scopes "%s"', async (method, path, scope) => {
    expectProblem(await callerOf(app, { scope })[method](path), 403, 'HOOKLINE_FORBIDDEN');
  });

  it('404 for a route that is not there, with and without a token', async () => {
    expectProblem(await acme.get('/api/nothing'), 404, 'HOOKLINE_NOT_FOUND');
    expectProblem(await request(app.http).get('/nothing'), 404, 'HOOKLINE_NOT_FOUND');
  });

  it('404 for what does not exist', async () => {
    const none = `0${'0'.repeat(25)}`;
    for (const path of [
      `/api/webhooks/ep_${none}`,
      `/api/webhooks/ep_${none}/deliveries`,
      `/api/webhooks/deliveries/dlv_${none}`,
      `/api/projects/${NOWHERE}`,
      `/api/sessions/${NOWHERE}`,
      `/api/sessions/${NOWHERE}/messages`,
    ]) {
      expectProblem(await acme.get(path), 404, 'HOOKLINE_NOT_FOUND');
    }
  });

  it.each([
    '/api/webhooks/nonsense',
    '/api/webhooks/evt_01kamqz0x3f1v9p0c6c2q1b7zd',
    `/api/webhooks/ep_${'z'.repeat(26)}`,
    `/api/webhooks/${NOWHERE}`,
    '/api/webhooks/ep_%00',
    '/api/webhooks/deliveries/ep_0',
    `/api/webhooks/${"ep_0'; DROP TABLE hookline.endpoint; --"}`,
    '/api/webhooks?limit=0',
    '/api/webhooks?limit=many',
    '/api/webhooks?limit=1&limit=2',
    '/api/webhooks?cursor=%00',
    '/api/webhooks?cursor[a]=b',
    '/api/webhooks?active=perhaps',
    '/api/webhooks?unknown=1',
    '/api/projects/%00',
    '/api/projects/not-a-uuid',
    '/api/projects?cursor=%00',
    '/api/projects?cursor=OTk5OTk5OTk5OTk5OTk5XzBmMGUwZDBjLTBiMGEtNDkwOC04NzA2LTA1MDQwMzAyMDEwMA',
    '/api/projects?limit=1e9',
    '/api/sessions?status=LOST',
    '/api/sessions?projectId=x',
  ])('400 for GET %s', async (path) => {
    const response = await acme.get(path);
    expect(response.body).toMatchObject({
      status: 400,
      code: expect.stringMatching(/^HOOKLINE_/) as string,
    });
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  const ROUTES = [
    '/api/webhooks',
    '/api/projects',
    '/api/sessions',
    `/api/sessions/${NOWHERE}/messages`,
  ];
  const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const BODIES: [string, string][] = [
    ['nothing', ''],
    ['half an object', '{"name":'],
    ['a text', '"name"'],
    ['null', 'null'],
    ['a number', '1'],
    ['a list', '[]'],
    ['a list of lists', '[[{}]]'],
    ['an empty object', '{}'],
    [
      'NUL characters',
      '{"name":"a\\u0000b","title":"a\\u0000b","content":"\\u0000","url":"https://example.com/\\u0000"}',
    ],
    [
      'half a character',
      '{"name":"\\ud800","title":"\\ud800","content":"\\ud800","url":"https://example.com"}',
    ],
    [
      'wrong types',
      '{"name":{"a":1},"url":[1],"events":{"0":"*"},"title":7,"content":false,"projectId":{}}',
    ],
    ['a prototype', '{"__proto__":{"admin":true},"constructor":{"prototype":{}},"name":[]}'],
    ['a deep name', `{"name":${deep(5_000)}}`],
    ['a very deep name', `{"name":${deep(400_000)}}`],
    ['deep metadata', `{"name":"x","url":"https://example.com","metadata":{"a":${deep(6_000)}}}`],
    [
      'very deep metadata',
      `{"name":"x","url":"https://example.com","metadata":{"a":${deep(400_000)}}}`,
    ],
    [
      'NUL in metadata',
      '{"name":"x","url":"https://example.com","metadata":{"a\\u0000":"\\u0000"}}',
    ],
    [
      'NUL in headers',
      '{"name":"x","url":"https://example.com","headers":{"x\\u0000":"a\\r\\nb"}}',
    ],
    [
      'numbers beyond all',
      '{"name":"x","url":"https://example.com","timeoutMs":1e999,"maxRetries":-1e308}',
    ],
    [
      'a thousand events',
      JSON.stringify({ name: 'x', url: 'https://example.com', events: Array(1_000).fill('a.b') }),
    ],
    ['a long name', JSON.stringify({ name: 'x'.repeat(500_000), title: 'x'.repeat(500_000) })],
  ];

  describe.each(ROUTES)('never 500: POST %s with', (path) => {
    it.each(BODIES)('%s', async (_, body) => {
      const response = await acme.post(path).set('content-type', 'application/json').send(body);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(response.body).toMatchObject({
        status: response.status,
        code: expect.any(String) as string,
      });
    });

    it('another type of content', async () => {
      for (const type of [
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'nonsense',
      ]) {
        const response = await acme.post(path).set('content-type', type).send('name=x');
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
      }
    });

    it('a strange encoding', async () => {
      const gzip = acme
        .post(path)
        .set('content-encoding', 'gzip')
        .set('content-type', 'application/json');
      expect((await gzip.send('{}')).status).toBe(400);
      const unknown = acme
        .post(path)
        .set('content-encoding', 'rot13')
        .set('content-type', 'application/json');
      expect((await unknown.send('{}')).status).toBe(415);
    });
  });

  it.each<[string, object]>([
    ['/api/projects', { name: '\ud800' }],
    ['/api/projects', { name: 'x', description: '\udc00 \ud83d' }],
    ['/api/projects', { name: 'a\0b' }],
    ['/api/webhooks', { name: '\ud800', url: 'https://example.com' }],
    ['/api/webhooks', { name: 'a\0b', url: 'https://example.com' }],
    ['/api/webhooks', { name: 'x', url: 'https://example.com', description: '\0' }],
    ['/api/webhooks', { name: 'x', url: 'https://example.com', metadata: { a: ['\0'] } }],
    ['/api/webhooks', { name: 'x', url: 'https://example.com', metadata: { '\ud800': 1 } }],
    ['/api/webhooks', { name: 'x', url: 'https://example.com', headers: { 'x-a': '\ud800' } }],
  ])('400 for text that can not be stored: POST %s %j', async (path, body) => {
    expectProblem(await acme.post(path, body), 400, 'HOOKLINE_VALIDATION_FAILED');
  });

  it('400 for JSON that is none, without quoting it', async () => {
    const body = '{"secret":"whsec_quoted", nonsense}';
    const response = await acme
      .post('/api/webhooks')
      .set('content-type', 'application/json')
      .send(body);
    expectProblem(response, 400, 'HOOKLINE_VALIDATION_FAILED');
    expect(response.text).not.toContain('whsec_quoted');
  });

  it('413 for a body of more than a mebibyte', async () => {
    for (const path of ['/api/webhooks', '/api/projects']) {
      const response = await acme.post(path, { name: 'x'.repeat(1024 * 1024) });
      expectProblem(response, 413, 'HOOKLINE_PAYLOAD_TOO_LARGE');
    }
  });

  it('413 for what is too large to be told of, which is then not done', async () => {
    const body = await bodyOf<unknown>(
      acme.post('/api/projects', { name: 'talkative' }).expect(201),
    );
    const projectId = (body as { id: string }).id;
    const started = await acme.post('/api/sessions', { projectId, title: 'x' }).expect(201);
    const path = `/api/sessions/${(started.body as { id: string }).id}/messages`;
    // Six bytes each in JSON, and within the length that a message may have.
    const response = await acme.post(path, { content: '\u0001'.repeat(60_000) });
    expectProblem(response, 413, 'HOOKLINE_PAYLOAD_TOO_LARGE');
    expect((await acme.get(path).expect(200)).body).toMatchObject({ items: [] });
  });

  it('4xx for paths that are no paths', async () => {
    for (const path of [
      '/api/projects/%E0%A4%A',
      '/api/webhooks/%',
      `/api/webhooks/${'x'.repeat(8_000)}`,
    ]) {
      const response = await acme.get(path);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
  });

  it('goes on after a request that was broken off', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST /api/projects HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token()}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"name":`,
    );
    socket.destroy();
    await once(socket, 'close');
    await acme.get('/api/projects').expect(200);
  });
});

describe('health', () => {
  it('is told without a token, and tells nothing more', async () => {
    await using app = await host().start();
    await request(app.http).get('/health/live').expect(200, { status: 'ok' });
    const ready = await untilReady(app);
    expect(ready.body).toMatchObject({ status: 'ok', details: { database: { status: 'up' } } });
    expect(ready.text).not.toContain('postgres');
  });
});
