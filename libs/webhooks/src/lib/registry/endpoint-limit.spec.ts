import { EndpointLimitError } from '../common/errors/endpoint-limit.error';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const LIMIT = 3;
const endpoint = { name: 'x', url: 'https://example.com/hook' };

describe('The number of endpoints of a tenant', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());

  it('has a limit that creations at the same time do not pass', async () => {
    const { registry } = new RegistryHarness(db, { options: { maxEndpointsPerTenant: LIMIT } });
    const creations = await Promise.allSettled(
      Array.from({ length: 10 }, () => registry.create('crowded', endpoint)),
    );
    const refused = creations.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10 - LIMIT);
    for (const refusal of refused) {
      expect((refusal as PromiseRejectedResult).reason).toBeInstanceOf(EndpointLimitError);
    }
    await registry.create('elsewhere', endpoint);
    const { items } = await registry.list('crowded');
    expect(items).toHaveLength(LIMIT);
    await registry.delete('crowded', items[0]?.id ?? '');
    await registry.create('crowded', endpoint);
    await expect(registry.create('crowded', endpoint)).rejects.toMatchObject({
      code: 'HOOKLINE_ENDPOINT_LIMIT',
      httpStatus: 409,
      message: expect.stringContaining('maxEndpointsPerTenant') as string,
    });
  });

  it('counts what is declared in code, and does not refuse it', async () => {
    const declared = ['a', 'b', 'c', 'd'].map((key) => ({
      key,
      tenantId: 'declared',
      url: 'https://example.com/hook',
      secret: 'a secret of twenty-four bytes',
    }));
    const options = { maxEndpointsPerTenant: LIMIT, endpoints: declared };
    const harness = new RegistryHarness(db, { options });
    await harness.declared.apply();
    expect((await harness.registry.list('declared')).items).toHaveLength(4);
    await expect(harness.registry.create('declared', endpoint)).rejects.toThrow(EndpointLimitError);
  });
});
