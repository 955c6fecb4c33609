import { ManualClock } from '../../testing/manual-clock';
import { decodeId } from '../common/ids';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import type { TenantDefaults } from './endpoint-input';
import { DEFAULTS_LIFETIME_MS } from './tenant-defaults';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const endpoint = { name: 'x', url: 'https://example.com/hook' };

describe('What endpoints get that set nothing of their own', () => {
  const clock = new ManualClock();
  const plans: Record<string, TenantDefaults> = {
    big: { retryPolicy: 'quick', timeoutMs: 30_000 },
    half: { timeoutMs: 20_000 },
    wrong: { timeoutMs: 1 },
  };
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    const tenantDefaults = (tenantId: string) => Promise.resolve(plans[tenantId]);
    harness = new RegistryHarness(db, { options: { tenantDefaults }, clock });
    await harness.cache.start();
  });
  afterAll(async () => {
    harness.cache.stop();
    await db.drop();
  });

  const targetOf = async (id: string) => {
    const found = await harness.cache.lookup(decodeId('ep', id));
    if (found.state === 'deleted') throw new Error('There is no such endpoint.');
    return found.target;
  };

  it('is what the application says of their tenant, shown and sent with', async () => {
    const { endpoint: big } = await harness.registry.create('big', endpoint);
    expect(big).toMatchObject({ timeoutMs: 30_000, retryPolicy: { strategy: 'exponential' } });
    expect(await targetOf(big.id)).toMatchObject({
      timeoutMs: 30_000,
      retryPolicy: big.retryPolicy,
    });
    const { endpoint: half } = await harness.registry.create('half', endpoint);
    expect(half).toMatchObject({ timeoutMs: 20_000, retryPolicy: { strategy: 'schedule' } });
    const { endpoint: none } = await harness.registry.create('none', endpoint);
    expect(none.timeoutMs).toBe(15_000);
  });

  it('is overridden by an endpoint', async () => {
    const own = { ...endpoint, timeoutMs: 500, retryPolicy: { maxRetries: 0 } };
    const { endpoint: created } = await harness.registry.create('big', own);
    expect(await targetOf(created.id)).toMatchObject({
      timeoutMs: 500,
      retryPolicy: { maxAttempts: 1 },
    });
  });

  it('is asked for anew after a minute', async () => {
    plans['changing'] = { timeoutMs: 1_000 };
    const { endpoint: created } = await harness.registry.create('changing', endpoint);
    expect((await targetOf(created.id)).timeoutMs).toBe(1_000);
    plans['changing'] = { timeoutMs: 2_000 };
    clock.advance(DEFAULTS_LIFETIME_MS);
    expect((await targetOf(created.id)).timeoutMs).toBe(2_000);
  });

  it('is refused with the name of the option when no endpoint could have it', async () => {
    const creation = harness.registry.create('wrong', endpoint);
    await expect(creation).rejects.toThrow(ConfigInvalidError);
    await expect(creation).rejects.toThrow('`tenantDefaults` answers for the tenant "wrong"');
  });
});
