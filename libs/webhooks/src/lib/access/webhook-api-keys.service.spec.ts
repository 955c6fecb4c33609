import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { ManualClock } from '../../testing/manual-clock';
import { actingAs } from '../audit/actor';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { issuesOf } from '../registry/testing/issues-of';
import { AuditEntity } from '../storage/entities';
import { newApiKeyValue } from './api-key-value';
import { WebhookApiKeysService } from './webhook-api-keys.service';

const MINUTE = 60_000;

describe('WebhookApiKeysService', () => {
  const clock = new ManualClock();
  let db: TestDatabase;
  let apiKeys: WebhookApiKeysService;

  beforeAll(async () => {
    db = await createTestDatabase();
    apiKeys = new WebhookApiKeysService(db.dataSource, db.database, clock);
  });
  afterAll(() => db.drop());

  it('shows a value once and stores only its hash', async () => {
    const { value, ...created } = await apiKeys.create('acme', {
      name: 'CI',
      scopes: ['webhooks:write', 'events:publish', 'webhooks:write'],
    });
    expect(value).toMatch(/^hlk_[\w-]{43}$/);
    expect(created).toEqual({
      id: expect.stringMatching(/^key_/) as string,
      tenantId: 'acme',
      name: 'CI',
      prefix: value.slice(0, 8),
      scopes: ['webhooks:write', 'events:publish'],
      createdAt: new Date(clock.now()).toISOString(),
      expiresAt: null,
      lastUsedAt: null,
    });
    expect((await apiKeys.list('acme')).items[0]).toEqual(created);
    const { rows } = await db.database.pool.query<object>(
      `SELECT k.*, encode(k.hash, 'escape') AS bytes, a.* FROM hookline.api_key k, hookline.audit a`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(value.slice(8));
  });

  it('tells whom a key stands for, and what else a token is', async () => {
    const expiresAt = new Date(clock.now() + MINUTE).toISOString();
    const { value, id } = await apiKeys.create('acme', {
      name: 'short-lived',
      scopes: ['admin'],
      expiresAt,
    });
    const key = { id, tenantId: 'acme', scopes: ['admin'] };
    expect(await apiKeys.authenticate(value)).toEqual({ result: 'accepted', key });
    expect(await apiKeys.authenticate(newApiKeyValue())).toEqual({ result: 'unknown' });
    expect(await apiKeys.authenticate(`${value}\u0000`)).toEqual({ result: 'unknown' });
    expect(await apiKeys.authenticate('eyJhbGciOi.J9.x')).toEqual({ result: 'foreign' });
    expect(await apiKeys.authenticate('')).toEqual({ result: 'foreign' });
    clock.advance(MINUTE);
    expect(await apiKeys.authenticate(value)).toEqual({ result: 'expired' });
  });

  it('writes down the last use, once a minute however many requests come', async () => {
    const { value, id } = await apiKeys.create('busy', { name: 'x', scopes: ['admin'] });
    const lastUse = async () => (await apiKeys.list('busy')).items[0]?.lastUsedAt;
    const writes = async (): Promise<string | undefined> => {
      const sql = `SELECT xmin::text FROM hookline.api_key WHERE tenant_id = 'busy'`;
      return (await db.database.pool.query<{ xmin: string }>(sql)).rows[0]?.xmin;
    };
    expect(id).toMatch(/^key_/);
    const first = new Date(clock.now()).toISOString();
    await Promise.all(Array.from({ length: 8 }, () => apiKeys.authenticate(value)));
    expect(await lastUse()).toBe(first);
    const written = await writes();
    clock.advance(MINUTE - 1);
    await apiKeys.authenticate(value);
    expect(await writes()).toBe(written);
    clock.advance(1);
    await apiKeys.authenticate(value);
    expect(await lastUse()).toBe(new Date(clock.now()).toISOString());
  });

  it('refuses a deleted key at once, and deletes once', async () => {
    const { value, id } = await apiKeys.create('acme', { name: 'x', scopes: ['admin'] });
    await expect(apiKeys.delete('rival', id)).rejects.toThrow(ResourceNotFoundError);
    const deletions = await Promise.allSettled([
      apiKeys.delete('acme', id),
      apiKeys.delete('acme', id),
    ]);
    expect(deletions.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await apiKeys.authenticate(value)).toEqual({ result: 'unknown' });
    expect((await apiKeys.list('rival')).items).toEqual([]);
  });

  it('writes down who created and deleted a key, and never its value', async () => {
    const { id, prefix } = await actingAs({ type: 'user', id: 'ada' }, () =>
      apiKeys.create('audited', { name: 'x', scopes: ['webhooks:read'] }),
    );
    await actingAs({ type: 'api_key', id: 'key_1' }, () => apiKeys.delete('audited', id));
    const view = { name: 'x', prefix, scopes: ['webhooks:read'], expiresAt: null };
    const rows = await db.dataSource.manager.find(AuditEntity, {
      where: { tenantId: 'audited' },
      order: { id: 'ASC' },
    });
    expect(rows).toMatchObject([
      { action: 'api_key.created', actorType: 'user', actorId: 'ada', before: null, after: view },
      { action: 'api_key.deleted', actorType: 'api_key', actorId: 'key_1', before: view },
    ]);
    expect(rows.map(({ resourceId }) => resourceId)).toEqual([id, id]);
  });

  it('names every field at fault', async () => {
    const wrong = { name: ' ', scopes: ['root'] as never, expiresAt: '2020-01-01T00:00:00Z' };
    expect(await issuesOf(apiKeys.create('acme', wrong))).toEqual(['name', 'scopes', 'expiresAt']);
    const empty = { name: 'x', scopes: [], expiresAt: 'tomorrow' };
    expect(await issuesOf(apiKeys.create('acme', empty))).toEqual(['scopes', 'expiresAt']);
  });
});
