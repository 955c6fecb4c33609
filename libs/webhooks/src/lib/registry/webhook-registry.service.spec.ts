import type { EndpointId } from '@hookline/contracts';
import { IdInvalidError } from '../common/errors/id-invalid.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { decodeId } from '../common/ids';
import { DeliveryEntity, EndpointEntity, EndpointSecretEntity } from '../storage/entities';
import type { EndpointInput } from './endpoint-input';
import { issuesOf } from './testing/issues-of';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';
import { eventually } from '../../testing/eventually';

const input: EndpointInput = { name: 'billing', url: 'https://example.com/hook' };
const uuid = (id: EndpointId) => decodeId('ep', id);

describe('WebhookRegistryService', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
    await harness.cache.start();
  });
  afterAll(async () => {
    harness.cache.stop();
    await db.drop();
  });

  const create = async (more: Partial<EndpointInput> = {}, tenant = 'acme') =>
    (await harness.registry.create(tenant, { ...input, ...more })).endpoint;

  describe('update', () => {
    it('changes what is given and nothing else', async () => {
      const before = await create({ events: ['a.b'], headers: { 'x-a': '1' }, timeoutMs: 500 });
      const after = await harness.registry.update('acme', before.id, { name: 'renamed' });
      expect(after).toEqual({
        ...before,
        name: 'renamed',
        version: 2,
        updatedAt: after.updatedAt,
      });
      expect(
        await harness.registry.update('acme', before.id, {
          timeoutMs: null,
          headers: {},
          retryPolicy: { maxRetries: 0 },
        }),
      ).toMatchObject({
        timeoutMs: 15_000,
        headerNames: [],
        retryPolicy: { maxAttempts: 1 },
        events: ['a.b'],
      });
    });

    it('writes nothing when nothing differs', async () => {
      const settings = { headers: { 'x-a': '1' }, metadata: { b: 1, a: [2] }, events: ['a'] };
      const { id } = await create(settings);
      const before = await revision(db, uuid(id));
      await harness.registry.update('acme', id, { ...settings, active: true });
      await harness.registry.update('acme', id, {});
      expect(await revision(db, uuid(id))).toBe(before);
      await harness.registry.update('acme', id, { headers: { 'x-a': '2' } });
      expect(await revision(db, uuid(id))).not.toBe(before);
    });

    it('resumes what was held when it is switched on again', async () => {
      const { id } = await create();
      const off = await harness.registry.update('acme', id, { active: false });
      expect(off).toMatchObject({ active: false, disabledReason: 'manual' });
      const dueAt = new Date('2020-01-01T00:00:00Z');
      const endpointId = uuid(id);
      const held = await harness.delivery({ endpointId, hold: 'paused', dueAt });
      const limited = await harness.delivery({ endpointId, hold: 'rate_limit', dueAt });
      const on = await harness.registry.update('acme', id, { active: true });
      expect(on).toMatchObject({ active: true, disabledReason: null });
      const rows = await db.dataSource.manager.findBy(DeliveryEntity, { endpointId });
      const byId = new Map(rows.map((row) => [row.id, row]));
      expect(byId.get(held.id)?.hold).toBeNull();
      expect(Date.now() - Number(byId.get(held.id)?.dueAt)).toBeLessThan(10_000);
      expect(byId.get(limited.id)).toMatchObject({ hold: 'rate_limit', dueAt });
    });

    it('waits for a worker that is just holding a delivery, and resumes that too', async () => {
      const { id } = await create({ active: false });
      const endpointId = uuid(id);
      const held = await harness.delivery({ endpointId, owner: '1' });
      const worker = db.dataSource.createQueryRunner();
      await worker.startTransaction();
      await worker.query('SELECT active FROM hookline.endpoint WHERE id = $1 FOR SHARE', [
        endpointId,
      ]);
      await worker.query(
        `UPDATE hookline.delivery SET owner = NULL, hold = 'paused' WHERE id = $1`,
        [held.id],
      );
      const resumed = harness.registry.update('acme', id, { active: true });
      await eventually(() => isWaitingForLock(db));
      await worker.commitTransaction();
      await worker.release();
      await resumed;
      const row = await db.dataSource.manager.findOneByOrFail(DeliveryEntity, { id: held.id });
      expect(row.hold).toBeNull();
    });
  });

  describe('replace', () => {
    it('returns what is left out to its default, but keeps secret and switch', async () => {
      const { endpoint, secret } = await harness.registry.create('acme', {
        ...input,
        description: 'd',
        events: ['a'],
        headers: { 'x-a': '1' },
        retryPolicy: 'quick',
        metadata: { a: 1 },
        active: false,
      });
      const after = await harness.registry.replace('acme', endpoint.id, { ...input, name: 'new' });
      expect(after).toMatchObject({
        name: 'new',
        description: null,
        events: [],
        headerNames: [],
        retryPolicy: { strategy: 'schedule' },
        metadata: {},
        active: false,
        secretPrefixes: [secret.slice(0, 9)],
      });
      const incomplete = { name: 'no url' } as EndpointInput;
      expect(await issuesOf(harness.registry.replace('acme', endpoint.id, incomplete))).toEqual([
        'url',
      ]);
    });
  });

  describe('delete', () => {
    it('makes dead letters of what waits, and leaves owned and finished deliveries alone', async () => {
      const { id } = await create({ headers: { 'x-a': '1' } });
      const endpointId = uuid(id);
      const waiting = await harness.delivery({ endpointId, status: 'retrying', attempts: 1 });
      const held = await harness.delivery({ endpointId, hold: 'paused' });
      const owned = await harness.delivery({ endpointId, owner: '7' });
      const done = await harness.delivery({
        endpointId,
        status: 'delivered',
        completedAt: new Date(),
      });
      await harness.registry.delete('acme', id);
      await expect(harness.registry.findById('acme', id)).rejects.toBeInstanceOf(
        ResourceNotFoundError,
      );
      expect(await harness.cache.lookup(endpointId)).toEqual({ state: 'deleted' });
      const rows = await db.dataSource.manager.findBy(DeliveryEntity, { endpointId });
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const buried of [waiting, held]) {
        expect(byId.get(buried.id)).toMatchObject({
          status: 'dead_letter',
          deadLetterReason: 'endpoint_deleted',
          hold: null,
          completedAt: expect.any(Date) as Date,
        });
      }
      expect(byId.get(owned.id)).toMatchObject({ status: 'pending', completedAt: null });
      expect(byId.get(done.id)).toMatchObject({ status: 'delivered' });
      const row = await db.dataSource.manager.findOneByOrFail(EndpointEntity, { id: endpointId });
      expect(row.sealedHeaders).toBeNull();
      expect(await db.dataSource.manager.countBy(EndpointSecretEntity, { endpointId })).toBe(0);
    });
  });

  describe('list', () => {
    it('pages through a tenant, newest first', async () => {
      const tenant = 'lister';
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        ids.push((await create({ active: index % 2 === 0 }, tenant)).id);
      }
      const newestFirst = ids.toReversed();
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof harness.registry.list>> = await harness.registry.list(
          tenant,
          { limit: 2, ...(cursor !== null && { cursor }) },
        );
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(newestFirst);
      const off = await harness.registry.list(tenant, { active: false });
      expect(off.items.map(({ id }) => id)).toEqual([ids[3], ids[1]]);
      expect(off.nextCursor).toBeNull();
      expect((await harness.registry.list('nobody')).items).toEqual([]);
    });

    it('refuses a wrong limit and a wrong cursor', async () => {
      expect(await issuesOf(harness.registry.list('acme', { limit: 0 }))).toEqual(['limit']);
      expect(await issuesOf(harness.registry.list('acme', { limit: 101 }))).toEqual(['limit']);
      await expect(harness.registry.list('acme', { cursor: 'x\u0000' })).rejects.toBeInstanceOf(
        IdInvalidError,
      );
    });
  });

  it('finds the active endpoints of an event, right after each change', async () => {
    const tenant = 'finder';
    const exact = await create({ events: ['project.created'] }, tenant);
    const below = await create({ events: ['project.*'] }, tenant);
    const all = await create({}, tenant);
    await create({ events: ['session.*'] }, tenant);
    const found = async (type: string) =>
      (await harness.registry.findByEvent(tenant, type)).map(({ id }) => id);
    expect(await found('project.created')).toEqual([all.id, below.id, exact.id]);
    expect(await found('project.a.b')).toEqual([all.id, below.id]);
    await harness.registry.update(tenant, all.id, { active: false });
    expect(await found('project.created')).toEqual([below.id, exact.id]);
    await harness.registry.update(tenant, below.id, { events: ['other'] });
    expect(await found('project.created')).toEqual([exact.id]);
    await harness.registry.delete(tenant, exact.id);
    expect(await found('project.created')).toEqual([]);
  });

  it('hands a test send to the delivery path, for an endpoint that is off too', async () => {
    const { id } = await create({ active: false });
    expect(await harness.registry.testEndpoint('acme', id)).toMatchObject({ delivered: true });
    const asked = { endpointId: uuid(id), tenantId: 'acme' };
    expect(harness.testSender.asked.at(-1)).toEqual({ ...asked, type: 'webhook.test' });
    await harness.registry.testEndpoint('acme', id, { type: 'project.created' });
    expect(harness.testSender.asked.at(-1)).toEqual({ ...asked, type: 'project.created' });
  });

  it("does not show, change, delete or test another tenant's endpoint", async () => {
    const { id } = await create({}, 'owner');
    const { registry } = harness;
    for (const attempt of [
      () => registry.findById('intruder', id),
      () => registry.update('intruder', id, { name: 'mine' }),
      () => registry.update('intruder', id, {}),
      () => registry.replace('intruder', id, input),
      () => registry.delete('intruder', id),
      () => registry.testEndpoint('intruder', id),
    ]) {
      await expect(attempt()).rejects.toBeInstanceOf(ResourceNotFoundError);
    }
    expect((await registry.list('intruder')).items).toEqual([]);
    expect((await registry.list('intruder', { cursor: id })).items).toEqual([]);
    expect(await registry.findByEvent('intruder', 'project.created')).toEqual([]);
    expect((await registry.findById('owner', id)).name).toBe('billing');
  });

  it('refuses malformed ids', async () => {
    for (const id of ['', 'ep_', 'dlv_01kamqz0x3f1v9p0c6c2q1b7zd', 'ep_\u0000', '1; DROP TABLE']) {
      await expect(harness.registry.findById('acme', id)).rejects.toBeInstanceOf(IdInvalidError);
    }
  });
});

async function revision(db: TestDatabase, id: string): Promise<string | undefined> {
  const [row] = await db.database.run<{ revision: string }>(
    { name: 'spec_revision', text: 'SELECT revision::text FROM hookline.endpoint WHERE id = $1' },
    [id],
  );
  return row?.revision;
}

async function isWaitingForLock(db: TestDatabase): Promise<boolean> {
  const { rowCount } = await db.database.pool.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rowCount === 1;
}
