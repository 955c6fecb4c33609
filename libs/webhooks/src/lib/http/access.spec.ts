import type { ApiKey, AuditEntry, CreatedApiKey, Page } from '@hookline/contracts';
import {
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  Injectable,
  Module,
  type ModuleMetadata,
  type Type,
  UnauthorizedException,
} from '@nestjs/common';
import { type AbstractHttpAdapter, APP_GUARD } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import request from 'supertest';
import { ManualClock } from '../../testing/manual-clock';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { WebhookApiKeysService } from '../access/webhook-api-keys.service';
import { AuditEntity } from '../storage/entities';
import { WebhooksModule } from '../webhooks.module';
import type { WebhooksExtras } from '../webhooks.options';
import { ApiKeyGuard, ApiKeyOr } from './api-key.guard';
import { createOpenApiDocument } from './openapi/create-openapi-document';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

/** What the application's own guard puts on a request. */
interface SignedRequest {
  headers: Record<string, string | undefined>;
  user?: { id: string; tenantId: string; scopes: string[] };
}

/** Something of the application's that its guard needs. */
@Injectable()
class Directory {
  readonly users: Record<string, SignedRequest['user']> = {
    ada: { id: 'ada', tenantId: 'acme', scopes: ['webhooks:read', 'webhooks:write'] },
    root: { id: 'root', tenantId: 'acme', scopes: ['admin'] },
    reader: { id: 'reader', tenantId: 'acme', scopes: ['webhooks:read'] },
  };
}

/** Stands for the application's sign-in: `Bearer <user>`. */
@Injectable()
class UserGuard implements CanActivate {
  constructor(private readonly directory: Directory) {}

  canActivate(context: ExecutionContext): boolean {
    const signed = context.switchToHttp().getRequest<SignedRequest>();
    const user = this.directory.users[(signed.headers['authorization'] ?? '').slice(7)];
    if (user === undefined) throw new UnauthorizedException();
    signed.user = user;
    return true;
  }
}

@Module({ providers: [Directory, UserGuard], exports: [Directory] })
class UsersModule {}

async function launch(
  adapter: AbstractHttpAdapter,
  metadata: ModuleMetadata,
): Promise<INestApplication> {
  const testing = await Test.createTestingModule(metadata).compile();
  const app = testing.createNestApplication(adapter, { logger: false });
  await app.init();
  if (adapter.getType() === 'fastify') await adapter.getInstance<FastifyInstance>().ready();
  return app;
}

describe.each(ADAPTERS)('Who may do what, on %s', (_, adapter) => {
  const clock = new ManualClock(Date.now());
  let db: TestDatabase;
  let app: INestApplication;

  beforeAll(async () => {
    db = await createTestDatabase();
    app = await start(adapter(), { guards: [ApiKeyOr(UserGuard)], path: 'v1/hooks' });
  });
  afterAll(async () => {
    await app.close();
    await db.drop();
  });

  async function start(
    httpAdapter: AbstractHttpAdapter,
    http: NonNullable<WebhooksExtras['http']>,
    providers: { provide: symbol | string; useClass: Type }[] = [],
  ): Promise<INestApplication> {
    const webhooks = WebhooksModule.forRoot({
      database: { url: db.url },
      worker: false,
      clock,
      http,
      tenant: (signed: SignedRequest) => signed.user?.tenantId,
      scopes: (signed: SignedRequest) => signed.user?.scopes ?? [],
      actor: (signed: SignedRequest) => signed.user?.id,
    });
    return launch(httpAdapter, { imports: [UsersModule, webhooks], providers });
  }

  const call = (
    method: 'get' | 'post' | 'patch' | 'delete',
    path: string,
    token: string,
    nest = app,
  ) => {
    const test = request(nest.getHttpServer() as Server)[method](path);
    return token === '' ? test : test.set('authorization', `Bearer ${token}`);
  };
  const createKey = async (scopes: string[]): Promise<CreatedApiKey> => {
    const answer = await call('post', '/v1/hooks/api-keys', 'root').send({ name: 'CI', scopes });
    expect(answer.status).toBe(201);
    return answer.body as CreatedApiKey;
  };
  const endpoint = { name: 'mine', url: 'https://example.com/hook' };

  it('serves every route of its document at the path of the application, behind its guard', async () => {
    const { paths } = createOpenApiDocument(app);
    const own = Object.entries(paths).filter(([path]) => path.startsWith('/v1/hooks'));
    expect(own.length).toBeGreaterThan(30);
    for (const [path, item] of own) {
      for (const method of Object.keys(item) as 'get'[]) {
        const response = await call(method, path.replaceAll(/{\w+}/g, 'x'), '');
        expectProblem(response, 401, 'HOOKLINE_UNAUTHORIZED');
      }
    }
    await call('get', '/v1/hooks/events', 'ada').expect(200);
    await call('get', '/v1/hooks/queue/stats', 'root').expect(200);
    expectProblem(await call('get', '/v1/hooks/queue/stats', 'ada'), 403, 'HOOKLINE_FORBIDDEN');
  });

  it("asks the application's own guard, below the application's own path", async () => {
    await call('get', '/v1/hooks', 'ada').expect(200);
    expectProblem(await call('get', '/v1/hooks', 'nobody'), 401, 'HOOKLINE_UNAUTHORIZED');
    expectProblem(await call('get', '/v1/hooks', ''), 401, 'HOOKLINE_UNAUTHORIZED');
    await call('get', '/webhooks', 'ada').expect(404);
  });

  it('asks for the scope of each route', async () => {
    const refused = await call('post', '/v1/hooks', 'reader').send(endpoint);
    const { detail } = expectProblem(refused, 403, 'HOOKLINE_FORBIDDEN');
    expect(detail).toContain('"webhooks:write"');
    await call('get', '/v1/hooks', 'reader').expect(200);
    for (const method of ['get', 'post'] as const) {
      const answer = await call(method, '/v1/hooks/api-keys', 'ada');
      expect(expectProblem(answer, 403, 'HOOKLINE_FORBIDDEN').detail).toContain('"admin"');
    }
    await call('post', '/v1/hooks', 'root').send(endpoint).expect(201);
  });

  it('lets nobody erase a subject without the scope "admin"', async () => {
    const refused = await call('delete', '/v1/hooks/subjects/somebody', 'ada');
    expect(expectProblem(refused, 403, 'HOOKLINE_FORBIDDEN').detail).toContain('"admin"');
    await call('delete', '/v1/hooks/subjects/somebody', 'root').expect(200);
  });

  it('creates, lists, uses and deletes an API key', async () => {
    const { value, ...key } = await createKey(['webhooks:write']);
    expect(key).toMatchObject({ tenantId: 'acme', scopes: ['webhooks:write'], lastUsedAt: null });
    const created = await call('post', '/v1/hooks', value).send(endpoint).expect(201);
    expect(created.body).toMatchObject({ tenantId: 'acme' });
    expectProblem(await call('get', '/v1/hooks', value), 403, 'HOOKLINE_FORBIDDEN');
    expectProblem(await call('post', '/v1/hooks/api-keys', value), 403, 'HOOKLINE_FORBIDDEN');
    const listed = await call('get', '/v1/hooks/api-keys?limit=1', 'root').expect(200);
    const lastUsedAt = new Date(clock.now()).toISOString();
    expect((listed.body as Page<ApiKey>).items).toEqual([{ ...key, lastUsedAt }]);
    expect(listed.text).not.toContain(value.slice(8));
    await call('delete', `/v1/hooks/api-keys/${key.id}`, 'root').expect(204, '');
    const refused = await call('post', '/v1/hooks', value).send(endpoint);
    expectProblem(refused, 401, 'HOOKLINE_UNAUTHORIZED');
    expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    const again = await call('delete', `/v1/hooks/api-keys/${key.id}`, 'root');
    expectProblem(again, 404, 'HOOKLINE_NOT_FOUND');
  });

  it('writes down who did it', async () => {
    const { value, id } = await createKey(['admin']);
    const other = await call('post', '/v1/hooks/api-keys', value)
      .send({ name: 'made by a key', scopes: ['admin'] })
      .expect(201);
    const [entry] = await entriesOf((other.body as ApiKey).id);
    expect(entry).toMatchObject({ actorType: 'api_key', actorId: id, action: 'api_key.created' });
    expect((await entriesOf(id))[0]).toMatchObject({ actorType: 'user', actorId: 'root' });
  });

  const entriesOf = (resourceId: string) =>
    db.dataSource.manager.findBy(AuditEntity, { resourceId });

  it('refuses an expired key, and what is not a key in form', async () => {
    const body = { name: 'x', scopes: ['admin'], expiresAt: new Date(clock.now() + 1_000) };
    const created = await call('post', '/v1/hooks/api-keys', 'root').send(body).expect(201);
    const { value } = created.body as CreatedApiKey;
    await call('get', '/v1/hooks', value).expect(200);
    clock.advance(1_000);
    const expired = expectProblem(
      await call('get', '/v1/hooks', value),
      401,
      'HOOKLINE_UNAUTHORIZED',
    );
    expect(expired.detail).toContain('expired');
    for (const forged of ['hlk_', 'hlk_x', `${value}x`, value.toUpperCase()]) {
      expectProblem(await call('get', '/v1/hooks', forged), 401, 'HOOKLINE_UNAUTHORIZED');
    }
  });

  it.each([
    [{ scopes: ['admin'] }, 'name'],
    [{ name: 'x' }, 'scopes'],
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: 'x', scopes: ['root'] }, 'scopes'],
    [{ name: 'x', scopes: ['admin'], expiresAt: 'soon' }, 'expiresAt'],
    [{ name: 'x', scopes: ['admin'], expiresAt: '2020-01-01T00:00:00.000Z' }, 'expiresAt'],
    [{ name: 'x', scopes: ['admin'], value: 'planted' }, 'value'],
  ])('answers 400 naming the field at fault (%#)', async (body, field) => {
    const answer = await call('post', '/v1/hooks/api-keys', 'root').send(body);
    const problem = expectProblem(answer, 400, 'HOOKLINE_VALIDATION_FAILED');
    expect(problem.errors?.map((issue) => issue.field)).toContain(field);
  });

  it('takes a caller whom nobody signed in for one without scopes', async () => {
    const webhooks = WebhooksModule.forRoot({
      database: { url: db.url },
      worker: false,
      singleTenant: true,
      scopes: (signed: Required<SignedRequest>) => signed.user.scopes,
    });
    const open = await launch(adapter(), { imports: [webhooks] });
    expectProblem(await call('get', '/webhooks', '', open), 403, 'HOOKLINE_FORBIDDEN');
    await open.close();
  });

  it("writes a change down as nobody's when the caller has no name that can be written", async () => {
    const nameless = await HttpHarness.start(adapter(), {
      actor: () => (undefined as unknown as { id: string }).id,
    });
    const { id } = await nameless.create();
    const { items } = (await nameless.get(`/webhooks/audit?resourceId=${id}`))
      .body as Page<AuditEntry>;
    expect(items).toMatchObject([{ actor: { type: 'user', id: null } }]);
    await nameless.stop();
    const odd = await HttpHarness.start(adapter(), { actor: () => 'NUL \u0000' });
    const created = await odd.create();
    expect(created.version).toBe(1);
    await odd.stop();
  });

  it('lets keys alone in with ApiKeyGuard, and works as a global guard', async () => {
    const { value } = await app.get(WebhookApiKeysService).create('other', {
      name: 'x',
      scopes: ['webhooks:read'],
    });
    const keysOnly = await start(adapter(), { guards: [ApiKeyGuard] });
    await call('get', '/webhooks', value, keysOnly).expect(200, { items: [], nextCursor: null });
    expectProblem(await call('get', '/webhooks', 'ada', keysOnly), 401, 'HOOKLINE_UNAUTHORIZED');
    await keysOnly.close();
    const globally = await start(adapter(), {}, [
      { provide: APP_GUARD, useClass: ApiKeyOr(UserGuard) },
    ]);
    await call('get', '/webhooks', value, globally).expect(200);
    await call('get', '/webhooks', 'ada', globally).expect(200);
    await call('get', '/webhooks', 'nobody', globally).expect(401);
    await globally.close();
  });
});
