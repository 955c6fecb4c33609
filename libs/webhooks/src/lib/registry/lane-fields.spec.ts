import { decodeId } from '../common/ids';
import { type LaneSettings, NO_LIMITS } from '../policy/lane-settings';
import { AuditEntity, EndpointEntity } from '../storage/entities';
import type { EndpointInput } from './endpoint-input';
import { issuesOf } from './testing/issues-of';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const input: EndpointInput = { name: 'billing', url: 'https://example.com/hook' };
const all: LaneSettings = {
  concurrency: 3,
  rateLimit: { perSecond: 0.1, burst: 1 },
  ordering: { by: 'key', onExhausted: 'continue' },
};

describe('What the lane of an endpoint keeps to', () => {
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
  /** As sending and publishing see it. */
  const lanesOf = async (publicId: string, tenant: string) => {
    const id = decodeId('ep', publicId);
    const found = await harness.cache.lookup(id);
    if (found.state === 'deleted') throw new Error('There is no such endpoint.');
    const matched = await harness.cache.match(tenant, 'a.b');
    return [found.target.lane, matched.find((each) => each.id === id)?.lane];
  };

  it.each<[Partial<EndpointInput>, Partial<LaneSettings>]>([
    [{}, {}],
    [{ concurrency: null, rateLimit: null, ordering: null }, {}],
    [{ concurrency: 1_000 }, { concurrency: 1_000 }],
    [{ rateLimit: {} }, { rateLimit: { perSecond: 10, burst: 20 } }],
    [{ rateLimit: { perSecond: 0.01 } }, { rateLimit: { perSecond: 0.01, burst: 20 } }],
    [{ rateLimit: { burst: 10_000 } }, { rateLimit: { perSecond: 10, burst: 10_000 } }],
    [{ ordering: {} }, { ordering: { by: 'endpoint', onExhausted: 'halt' } }],
    [{ ordering: { by: 'key' } }, { ordering: { by: 'key', onExhausted: 'halt' } }],
    [all, all],
  ])('is with %j what was set, or its default', async (given, expected) => {
    const endpoint = await create(given, 'defaults');
    expect(endpoint).toMatchObject({ ...NO_LIMITS, ...expected });
    const lane = { ...NO_LIMITS, ...expected };
    expect(await lanesOf(endpoint.id, 'defaults')).toEqual([lane, lane]);
  });

  it('is changed one by one, cleared by null, and gone when everything is set anew', async () => {
    const { id } = await create(all, 'changing');
    const update = (patch: Partial<EndpointInput>) =>
      harness.registry.update('changing', id, patch);
    expect(await update({ rateLimit: { perSecond: 5, burst: 1 } })).toMatchObject({
      ...all,
      rateLimit: { perSecond: 5, burst: 1 },
    });
    expect(await update({ concurrency: null, ordering: null })).toMatchObject({
      concurrency: null,
      ordering: null,
      rateLimit: { perSecond: 5, burst: 1 },
    });
    expect(await update(all)).toMatchObject(all);
    const replaced = await harness.registry.replace('changing', id, input);
    expect(replaced).toMatchObject(NO_LIMITS);
    expect(await lanesOf(id, 'changing')).toEqual([NO_LIMITS, NO_LIMITS]);
    const unchanged = await update(NO_LIMITS);
    expect(unchanged.version).toBe(replaced.version);
  });

  it.each<[object, string[]]>([
    [{ concurrency: 0 }, ['concurrency']],
    [{ concurrency: 1_001 }, ['concurrency']],
    [{ concurrency: 1.5 }, ['concurrency']],
    [{ concurrency: '3' }, ['concurrency']],
    [{ rateLimit: true }, ['rateLimit']],
    [{ rateLimit: [] }, ['rateLimit']],
    [{ rateLimit: { perSecond: 0.001, burst: 0 } }, ['rateLimit.perSecond', 'rateLimit.burst']],
    [{ rateLimit: { perSecond: 10_001, burst: 1.5 } }, ['rateLimit.perSecond', 'rateLimit.burst']],
    [
      { rateLimit: { perSecond: Number.NaN, burst: 10_001 } },
      ['rateLimit.perSecond', 'rateLimit.burst'],
    ],
    [
      { rateLimit: { perSecond: null, perMinute: 1 } },
      ['rateLimit.perSecond', 'rateLimit.perMinute'],
    ],
    [{ ordering: 'fifo' }, ['ordering']],
    [{ ordering: { by: 'tenant', onExhausted: null } }, ['ordering.by', 'ordering.onExhausted']],
    [{ ordering: { per: 'key' } }, ['ordering.per']],
  ])('refuses %j by the names of its fields', async (wrong, fields) => {
    expect(await issuesOf(create(wrong as Partial<EndpointInput>))).toEqual(fields);
  });

  it('names field and rule in what it says', async () => {
    const wrong = { concurrency: 0, rateLimit: { burst: 0 }, ordering: { by: 'tenant' } };
    await expect(create(wrong as unknown as EndpointInput)).rejects.toThrow(
      'concurrency: must be a whole number from 1 to 1000, or null; ' +
        'rateLimit.burst: must be a whole number from 1 to 10000; ' +
        'ordering.by: must be one of endpoint, key',
    );
  });

  it('is no faster than what the receiver allowed, until another URL takes its place', async () => {
    const { id } = await create({ rateLimit: {} }, 'verified');
    const uuid = decodeId('ep', id);
    await harness.store.transaction(async (transaction) => {
      await transaction.markVerified(await transaction.lock('verified', uuid), 90);
    });
    const lane = { ...NO_LIMITS, rateLimit: { perSecond: 1.5, burst: 2 } };
    expect(await lanesOf(id, 'verified')).toEqual([lane, lane]);
    const shown = await harness.registry.findById('verified', id);
    expect(shown).toMatchObject({ rateLimit: { perSecond: 10, burst: 20 }, allowedRate: 90 });
    const url = 'https://example.com/other';
    await harness.registry.update('verified', id, { url, rateLimit: null });
    expect(await lanesOf(id, 'verified')).toEqual([NO_LIMITS, NO_LIMITS]);
  });

  it('is in the audit trail as it is set, whichever of its columns changed', async () => {
    const { id } = await create({ rateLimit: {} }, 'audited');
    await harness.registry.update('audited', id, { rateLimit: { burst: 5 }, concurrency: 2 });
    await harness.registry.update('audited', id, { rateLimit: null, ordering: {} });
    const entries = await db.dataSource.manager.find(AuditEntity, {
      where: { resourceId: id },
      order: { id: 'ASC' },
    });
    const [usual, less] = [20, 5].map((burst) => ({ perSecond: 10, burst }));
    expect(entries[0]?.after).toMatchObject({ ...NO_LIMITS, rateLimit: usual });
    expect(entries.slice(1).map(({ before, after }) => ({ before, after }))).toEqual([
      {
        before: { concurrency: null, rateLimit: usual },
        after: { concurrency: 2, rateLimit: less },
      },
      {
        before: { rateLimit: less, ordering: null },
        after: { rateLimit: null, ordering: { by: 'endpoint', onExhausted: 'halt' } },
      },
    ]);
  });

  it('is kept by the database itself', async () => {
    const { id } = await create();
    const row = { id: decodeId('ep', id) };
    for (const wrong of [
      { concurrency: 0 },
      { ratePerSecond: 1 },
      { ratePerSecond: Number.NaN, rateBurst: 1 },
      { orderingBy: 'key' as const },
    ]) {
      await expect(db.dataSource.manager.update(EndpointEntity, row, wrong)).rejects.toThrow(
        /violates check constraint "endpoint_/,
      );
    }
  });
});
