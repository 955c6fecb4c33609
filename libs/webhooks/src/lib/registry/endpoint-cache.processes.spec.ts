import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { eventually } from '../../testing/eventually';
import { decodeId } from '../common/ids';
import { Database } from '../storage/database';
import { EndpointEntity } from '../storage/entities';
import type { EndpointLookup } from './endpoint-directory';
import type { EndpointInput } from './endpoint-input';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const input: EndpointInput = { name: 'billing', url: 'https://example.com/hook' };

/** What is promised: a change is known everywhere this long after. */
const SECOND_MS = 1_000;

describe('EndpointCache of another process', () => {
  let db: TestDatabase;
  let here: RegistryHarness;
  let there: RegistryHarness;
  let otherPool: Database;

  beforeAll(async () => {
    db = await createTestDatabase();
    otherPool = new Database({ connectionString: db.url, max: 2 });
    here = new RegistryHarness(db);
    there = new RegistryHarness({ ...db, database: otherPool });
    await Promise.all([here.cache.start(), there.cache.start()]);
  });
  afterAll(async () => {
    here.cache.stop();
    there.cache.stop();
    await otherPool.close();
    await db.drop();
  });

  const create = async (harness: RegistryHarness, tenant: string, more: object = {}) => {
    const { endpoint } = await harness.registry.create(tenant, { ...input, ...more });
    return { publicId: endpoint.id, id: decodeId('ep', endpoint.id) };
  };

  it('is right within a second of each change', async () => {
    const tenant = 'two-processes';
    expect(await there.matched(tenant, 'a.b')).toEqual([]);
    const { id, publicId } = await create(here, tenant);
    const sees = async (state: EndpointLookup['state'], headers = {}) => {
      const matching = state === 'active' ? [id] : [];
      await eventually(
        async () => isDeepStrictEqual(await there.matched(tenant, 'a.b'), matching),
        SECOND_MS,
      );
      // Waited for too: a look from before the change may bring back the trust in what was cached.
      await eventually(async () => {
        const lookup = await there.cache.lookup(id);
        const sent = lookup.state === 'deleted' ? {} : lookup.target.headers;
        return lookup.state === state && isDeepStrictEqual(sent, headers);
      }, SECOND_MS);
    };
    await sees('active');
    await here.registry.update(tenant, publicId, { active: false });
    await sees('paused');
    await here.registry.update(tenant, publicId, { active: true, headers: { 'x-a': '1' } });
    await sees('active', { 'x-a': '1' });
    await here.registry.delete(tenant, publicId);
    await sees('deleted');
  });

  it('does not miss a change that took long to commit, while others committed', async () => {
    const tenant = 'slow';
    const slow = await create(here, tenant);
    await eventually(async () => (await there.matched(tenant, 'a.b')).length === 1, SECOND_MS);
    const runner = db.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.manager.update(EndpointEntity, { id: slow.id }, { active: false });
    // Two more changes, each seen there, move the other process's snapshot past the open one.
    for (const type of ['first.*', 'second.*']) {
      const { publicId } = await create(here, 'fast', { events: [type] });
      await eventually(
        async () => (await there.registry.findByEvent('fast', type.replace('*', 'x'))).length > 0,
        SECOND_MS,
      );
      await here.registry.update('fast', publicId, { name: 'again' });
    }
    expect(await there.matched(tenant, 'a.b')).toEqual([slow.id]);
    await runner.commitTransaction();
    await runner.release();
    await eventually(async () => (await there.matched(tenant, 'a.b')).length === 0, SECOND_MS);
  });

  it('is right in a real one too', async () => {
    const tenant = 'child';
    const { id, publicId } = await create(here, tenant);
    const child = forkMatcher(db.url);
    try {
      expect(await ask(child, tenant)).toEqual([id]);
      await here.registry.update(tenant, publicId, { active: false });
      await eventually(async () => (await ask(child, tenant)).length === 0, SECOND_MS);
    } finally {
      child.disconnect();
      await once(child, 'exit');
    }
  });
});

/** A process of its own that answers which endpoints match. */
function forkMatcher(url: string): ChildProcess {
  const root = join(__dirname, '../../../../..');
  return fork(join(__dirname, 'testing/matcher.main.ts'), [url], {
    cwd: root,
    execArgv: [
      '--conditions=@hookline/source',
      '--require',
      join(root, 'scripts/register-sources.cjs'),
    ],
  });
}

async function ask(child: ChildProcess, tenantId: string): Promise<string[]> {
  child.send({ tenantId, eventType: 'a.b' });
  const [ids] = (await once(child, 'message')) as [string[]];
  return ids;
}
