import { type NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { type Server } from 'node:http';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { signToken } from './auth/development-token';
import { type Scope } from './auth/scopes';
import { createApp } from './create-app';
import { createTemporaryDatabase, type TemporaryDatabase } from './testing/temporary-database';

const SECRET = 'a-secret-of-more-than-thirty-two-bytes';
const NOWHERE = '0f0e0d0c-0b0a-4908-8706-050403020100';

describe('the host', () => {
  let database: TemporaryDatabase;
  let app: NestExpressApplication;
  let server: Server;
  let token: string;

  beforeAll(async () => {
    database = await createTemporaryDatabase();
    const env = { DATABASE_URL: database.url, JWT_SECRET: SECRET, LOG_LEVEL: 'fatal' };
    app = await createApp(env);
    await app.init();
    server = app.getHttpServer();
    token = await signToken(SECRET, { tenantId: 'acme' });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
  const call = (method: Method, path: string, as = token): Test =>
    request(server)[method](path).auth(as, { type: 'bearer' });

  const created = async (path: string, body: object): Promise<string> => {
    const response = await call('post', path).send(body).expect(201);
    return (response.body as { id: string }).id;
  };
  const createProject = (): Promise<string> => created('/api/projects', { name: 'Apollo' });
  const startSession = (projectId: string): Promise<string> =>
    created('/api/sessions', { projectId, title: 'Launch' });

  const eventsAbout = async (id: string): Promise<string[]> => {
    const rows = await app
      .get(DataSource)
      .query<{ type: string }[]>(
        `SELECT type FROM hookline.event WHERE body::jsonb #>> '{data,id}' = $1 ORDER BY id`,
        [id],
      );
    return rows.map(({ type }) => type);
  };

  describe('lets in', () => {
    it('nobody without a token, and says so as a problem', async () => {
      const response = await request(server).get('/api/projects').expect(401);

      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.headers['www-authenticate']).toBe('Bearer');
      expect(response.body).toMatchObject({ status: 401, code: 'HOOKLINE_UNAUTHORIZED' });
    });

    it.each<[Method, string, Scope]>([
      ['get', '/api/projects', 'projects:read'],
      ['post', '/api/projects', 'projects:write'],
      ['patch', `/api/projects/${NOWHERE}`, 'projects:write'],
      ['delete', `/api/projects/${NOWHERE}`, 'projects:write'],
      ['get', '/api/sessions', 'sessions:read'],
      ['post', `/api/sessions/${NOWHERE}/end`, 'sessions:write'],
      ['get', `/api/projects/${NOWHERE}/sessions`, 'sessions:read'],
      ['get', '/api/webhooks', 'webhooks:read'],
      ['get', '/api/webhooks/events', 'webhooks:read'],
      ['post', '/api/webhooks', 'webhooks:write'],
      ['delete', '/api/webhooks/ep_0', 'webhooks:write'],
      ['delete', '/API/WebHooks/ep_0/', 'webhooks:write'],
    ])('to %s %s only who has %s', async (method, path, scope) => {
      const others = await signToken(SECRET, {
        scopes: [
          'projects:read',
          'projects:write',
          'sessions:read',
          'sessions:write',
          'webhooks:read',
          'webhooks:write',
        ].filter((other): other is Scope => other !== scope),
      });
      const refused = await call(method, path, others).send({}).expect(403);
      expect(refused.body).toMatchObject({
        code: 'HOOKLINE_FORBIDDEN',
        detail: `The token lacks the scope "${scope}". Ask for one that has it.`,
      });

      const allowed = await call(method, path, await signToken(SECRET, { scopes: [scope] }));
      expect([401, 403]).not.toContain(allowed.status);
    });

    it('each tenant to its own only', async () => {
      const projectId = await createProject();
      const sessionId = await startSession(projectId);
      const stranger = await signToken(SECRET, { tenantId: 'other' });

      await call('get', `/api/projects/${projectId}`, stranger).expect(404);
      await call('patch', `/api/projects/${projectId}`, stranger).send({ name: 'x' }).expect(404);
      await call('delete', `/api/projects/${projectId}`, stranger).expect(404);
      await call('post', '/api/sessions', stranger).send({ projectId }).expect(404);
      await call('get', `/api/sessions/${sessionId}/messages`, stranger).expect(404);
      await call('post', `/api/sessions/${sessionId}/end`, stranger).expect(404);
      const list = await call('get', '/api/projects', stranger).expect(200);
      expect(list.body).toEqual({ items: [], nextCursor: null });
    });
  });

  describe('takes', () => {
    it.each<[string, object, string]>([
      ['an empty name', { name: '' }, 'name'],
      ['a field that it does not know', { name: 'x', tenantId: 'other' }, 'tenantId'],
      ['a text that can not be stored', { name: 'a\0b' }, 'name'],
      ['a field that every object has', { name: 'x', toString: 1 }, 'toString'],
      ['no name', {}, 'name'],
    ])('no project with %s', async (_, body, field) => {
      const response = await call('post', '/api/projects').send(body).expect(400);

      expect(response.body).toMatchObject({
        code: 'HOOKLINE_VALIDATION_FAILED',
        errors: [{ field }],
      });
    });

    it.each(['limit=0', 'limit=101', 'cursor=nonsense', 'cursor=MV8tLS0t', 'order=name'])(
      'no list with %s',
      async (query) => {
        await call('get', `/api/projects?${query}`).expect(400);
      },
    );

    it('bodies of up to 1 MiB', async () => {
      const description = 'x'.repeat(10_000);
      await call('post', '/api/projects').send({ name: 'long', description }).expect(201);

      const tooMuch = await call('post', '/api/projects').send({ name: 'x'.repeat(1024 * 1024) });
      expect(tooMuch.status).toBe(413);
      expect(tooMuch.headers['content-type']).toContain('application/problem+json');
    });
  });

  it('lists in pages, newest first, without gap or repetition', async () => {
    const own = await signToken(SECRET, { tenantId: 'pages' });
    const names = Array.from({ length: 5 }, (_, index) => `project ${index}`);
    for (const name of names) await call('post', '/api/projects', own).send({ name }).expect(201);

    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const response = await call('get', `/api/projects?limit=2${query}`, own).expect(200);
      const page = response.body as { items: { name: string }[]; nextCursor: string | null };
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(seen.sort()).toEqual(names);
    expect(seen).toHaveLength(5);
  });

  it('announces each change once, and what changes nothing not at all', async () => {
    const id = await createProject();
    await call('patch', `/api/projects/${id}`).send({ name: 'Apollo' }).expect(200);
    await call('patch', `/api/projects/${id}`).send({ name: 'Artemis' }).expect(200);
    await call('delete', `/api/projects/${id}`).expect(204);
    await call('get', `/api/projects/${id}`).expect(404);

    expect(await eventsAbout(id)).toEqual([
      'project.created',
      'project.updated',
      'project.deleted',
    ]);
  });

  it('leads a session through its life and announces each step', async () => {
    const id = await startSession(await createProject());
    const step = (action: string, status: number): Test =>
      call('post', `/api/sessions/${id}/${action}`).expect(status);

    await step('resume', 409);
    await step('pause', 200);
    await call('post', `/api/sessions/${id}/messages`).send({ content: 'hello?' }).expect(409);
    await step('resume', 200);
    const said = await call('post', `/api/sessions/${id}/messages`).send({ content: 'hello' });
    expect(said.body).toMatchObject({ sessionId: id, sender: 'developer', content: 'hello' });
    await step('pause', 200);
    const ended = await step('end', 200);
    expect(ended.body).toMatchObject({ id, status: 'COMPLETED', pausedAt: null });
    const again = await step('end', 409);
    expect(again.body).toMatchObject({ status: 409, code: 'HOOKLINE_CONFLICT' });

    expect(await eventsAbout(id)).toEqual([
      'session.started',
      'session.paused',
      'session.resumed',
      'session.message',
      'session.paused',
      'session.ended',
    ]);
  });

  it('lets one of many changes at once win', async () => {
    const id = await startSession(await createProject());

    const responses = await Promise.all(
      Array.from({ length: 12 }, () => call('post', `/api/sessions/${id}/end`)),
    );

    expect(responses.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array<number>(11).fill(409),
    ]);
    expect(await eventsAbout(id)).toEqual(['session.started', 'session.ended']);
  });

  it('deletes no project under an open session, not even one that starts meanwhile', async () => {
    const id = await createProject();

    const [deleted, started] = await Promise.all([
      call('delete', `/api/projects/${id}`),
      call('post', `/api/projects/${id}/sessions`).send({ title: 'Launch' }),
    ]);

    const outcome = [deleted.status, started.status];
    expect([
      [204, 404],
      [409, 201],
    ]).toContainEqual(outcome);
  });

  it('shows its metrics to Prometheus, who has no token', async () => {
    await createProject();

    const response = await request(server).get('/metrics').expect(200);

    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.text).toMatch(
      /^hookline_events_published_total\{event_type="project.created"\} [1-9]/m,
    );
    expect(response.text).toContain('\nhookline_database_up 1\n');
    expect(response.text).not.toContain('acme');
  });

  it('describes its routes and events', async () => {
    const response = await request(server).get('/api/docs-json').expect(200);
    const { paths, components } = response.body as OpenAPIObject;

    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/projects/{id}', '/api/webhooks', '/health/live']),
    );
    expect(Object.keys(components?.schemas ?? {})).toContain('session.ended');
    await request(server).get('/api/docs').expect(200);
  });

  // Last: @Transactional() is now of the second one.
  it('starts twice in one process, each with its own environment', async () => {
    const secret = SECRET.split('').reverse().join('');
    const second = await createApp({
      DATABASE_URL: database.url,
      JWT_SECRET: secret,
      LOG_LEVEL: 'fatal',
      HOOKLINE_WORKER: 'false',
    });
    await second.init();

    await request(second.getHttpServer())
      .get('/api/projects')
      .auth(token, { type: 'bearer' })
      .expect(401);

    await second.close();
  });
});
