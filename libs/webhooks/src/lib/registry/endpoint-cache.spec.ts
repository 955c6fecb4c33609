import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Clock } from '../clock/clock';
import { EncryptionKeyUnknownError } from '../common/errors/encryption-key-unknown.error';
import { decodeId } from '../common/ids';
import { Database } from '../storage/database';
import { DeliveryEntity, EndpointSecretEntity } from '../storage/entities';
import type { EndpointInput } from './endpoint-input';
import { SELECT_CHANGED_ENDPOINTS } from './sql/select-changed-endpoints';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';
import { eventually } from '../../testing/eventually';

const input: EndpointInput = { name: 'billing', url: 'https://example.com/hook' };

class ManualClock implements Clock {
  time = 1_800_000_000_000;
  now(): number {
    return this.time;
  }
  monotonic(): number {
    return this.time;
  }
}

/** The queries that reach the database through a pool of their own, but for the looks at what changed. */
class CountingDatabase extends Database {
  queries = 0;
  override run: Database['run'] = (statement, values) => {
    if (statement.name !== SELECT_CHANGED_ENDPOINTS.name) this.queries += 1;
    return super.run(statement, values);
  };
}

describe('EndpointCache', () => {
  let db: TestDatabase;
  let here: RegistryHarness;
  const databases: Database[] = [];

  const pool = <Pool extends Database>(type: new (config: object) => Pool): Pool => {
    const database = new type({ connectionString: db.url, max: 2 });
    databases.push(database);
    return database;
  };
  const create = async (harness: RegistryHarness, tenant: string, more: object = {}) => {
    const { endpoint } = await harness.registry.create(tenant, { ...input, ...more });
    return { publicId: endpoint.id, id: decodeId('ep', endpoint.id) };
  };

  beforeAll(async () => {
    db = await createTestDatabase();
    here = new RegistryHarness(db);
    await here.cache.start();
  });
  afterAll(async () => {
    here.cache.stop();
    await Promise.all(databases.map((database) => database.close()));
    await db.drop();
  });

  it('asks the database once for many callers, and then not at all', async () => {
    const database = pool(CountingDatabase);
    // Time stands still, so that a late look costs no trust in what is cached.
    const harness = new RegistryHarness({ ...db, database }, { clock: new ManualClock() });
    const { id } = await create(harness, 'busy');
    await harness.cache.start();
    database.queries = 0;
    await Promise.all(Array.from({ length: 500 }, () => harness.cache.match('busy', 'a.b')));
    expect(harness.cache.match('busy', 'a.b')).toBe(harness.cache.match('busy', 'a.b'));
    await Promise.all(Array.from({ length: 500 }, () => harness.cache.lookup(id)));
    expect(harness.cache.lookup(id)).toBe(harness.cache.lookup(id));
    expect(database.queries).toBe(2);
    const others = await Promise.all(Array.from({ length: 20 }, () => create(harness, 'busy')));
    database.queries = 0;
    await Promise.all(others.map((other) => harness.cache.lookup(other.id)));
    expect(database.queries).toBe(1);
    harness.cache.stop();
  });

  it('opens what sending needs', async () => {
    const { id, publicId } = await create(here, 'acme', {
      headers: { 'X-Api-Key': 'planted' },
      timeoutMs: 700,
      retryPolicy: 'quick',
      retryStatuses: [404],
    });
    expect(await here.cache.lookup(id)).toMatchObject({
      state: 'active',
      target: {
        id,
        url: input.url,
        headers: { 'x-api-key': 'planted' },
        timeoutMs: 700,
        retryPolicy: { strategy: 'exponential', maxAttempts: 3 },
        retryStatuses: [404],
      },
    });
    await here.registry.update('acme', publicId, { active: false });
    expect(await here.cache.lookup(id)).toMatchObject({ state: 'paused' });
    expect(await here.cache.lookup('0192aaaa-0000-7000-8000-000000000001')).toEqual({
      state: 'deleted',
    });
  });

  it('signs with every live secret, newest first, until it expires', async () => {
    const clock = new ManualClock();
    const harness = new RegistryHarness(db, { clock });
    const { id } = await create(harness, 'acme');
    const { manager } = db.dataSource;
    const [secret] = await manager.findBy(EndpointSecretEntity, { endpointId: id });
    if (secret === undefined) throw new Error('no secret');
    await manager.insert(EndpointSecretEntity, {
      ...secret,
      id: 'ffffffff-0000-7000-8000-000000000001',
      expiresAt: new Date(clock.time + 500),
    });
    await harness.cache.start();
    const keys = async () => {
      const lookup = await harness.cache.lookup(id);
      return lookup.state === 'deleted' ? 0 : lookup.target.signingKeys.length;
    };
    expect(await keys()).toBe(2);
    clock.time += 499;
    expect(await keys()).toBe(2);
    clock.time += 1;
    expect(await keys()).toBe(1);
    harness.cache.stop();
  });

  it('fails only for the endpoint whose secret no key opens', async () => {
    const options = { encryptionKeys: [randomBytes(32).toString('base64')] };
    const stranger = new RegistryHarness(db, { options });
    const sealed = await create(stranger, 'sealed');
    const fine = await create(here, 'sealed');
    const [broken, good] = await Promise.allSettled([
      here.cache.lookup(sealed.id),
      here.cache.lookup(fine.id),
    ]);
    expect(broken).toMatchObject({ reason: expect.any(EncryptionKeyUnknownError) as object });
    expect(good).toMatchObject({ value: { state: 'active' } });
    expect(await here.matched('sealed', 'a.b')).toEqual([sealed.id, fine.id]);
  });

  describe('markGone', () => {
    it('switches off, makes dead letters of what waits, and leaves owned ones and test sends', async () => {
      const { id, publicId } = await create(here, 'gone');
      expect(await here.matched('gone', 'a.b')).toEqual([id]);
      const waiting = await here.delivery({ endpointId: id, hold: 'paused' });
      const owned = await here.delivery({ endpointId: id, owner: '3' });
      const test = await here.delivery({ endpointId: id, trigger: 'test' });
      await here.cache.markGone(id);
      await here.cache.markGone(id);
      expect(await here.matched('gone', 'a.b')).toEqual([]);
      expect(await here.cache.lookup(id)).toMatchObject({ state: 'gone' });
      expect(await here.registry.findById('gone', publicId)).toMatchObject({
        active: false,
        disabledReason: 'gone',
      });
      const rows = await db.dataSource.manager.findBy(DeliveryEntity, { endpointId: id });
      const byId = new Map(rows.map((row) => [row.id, row]));
      expect(byId.get(waiting.id)).toMatchObject({
        status: 'dead_letter',
        deadLetterReason: 'gone',
        hold: null,
      });
      expect(byId.get(owned.id)).toMatchObject({ status: 'pending', completedAt: null });
      expect(byId.get(test.id)).toMatchObject({ status: 'pending', completedAt: null });
      await here.registry.update('gone', publicId, { active: true });
      expect(await here.cache.lookup(id)).toMatchObject({ state: 'active' });
    });

    it('does nothing to an endpoint that was deleted, or never was', async () => {
      const { id, publicId } = await create(here, 'gone');
      await here.registry.delete('gone', publicId);
      await here.cache.markGone(id);
      await here.cache.markGone('0192aaaa-0000-7000-8000-000000000002');
      expect(await here.cache.lookup(id)).toEqual({ state: 'deleted' });
    });
  });

  it('keeps nothing before it is started and after it is stopped', async () => {
    const database = pool(CountingDatabase);
    // Time stands still, so that a late look costs no trust in what is cached.
    const harness = new RegistryHarness({ ...db, database }, { clock: new ManualClock() });
    const asked = async () => {
      database.queries = 0;
      // A tenant without endpoints: a look has nothing to tell of it.
      await harness.cache.match('nobody', 'a.b');
      await harness.cache.match('nobody', 'a.b');
      return database.queries;
    };
    expect(await asked()).toBe(2);
    await harness.cache.start();
    expect(await asked()).toBe(1);
    harness.cache.stop();
    expect(await asked()).toBe(2);
  });

  it('believes nothing cached while changes can not be read, and is right again afterwards', async () => {
    const own = await createTestDatabase();
    const harness = new RegistryHarness(own);
    await harness.cache.start();
    const { id } = await create(harness, 'cut');
    expect(await harness.matched('cut', 'a.b')).toEqual([id]);
    const name = new URL(own.url).pathname.slice(1);
    try {
      await asAdmin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await asAdmin(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}'`,
      );
      const failing = () =>
        harness.cache.match('cut', 'a.b').then(
          () => false,
          () => true,
        );
      await eventually(failing);
      expect(await failing()).toBe(true);
      await expect(harness.cache.lookup(id)).rejects.toThrow();
    } finally {
      await asAdmin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    }
    await own.database.pool.query('UPDATE hookline.endpoint SET active = false');
    expect(await harness.matched('cut', 'a.b')).toEqual([]);
    harness.cache.stop();
    await own.drop();
  });
});

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: process.env['HOOKLINE_TEST_DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
