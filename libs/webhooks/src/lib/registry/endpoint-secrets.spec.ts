import { ManualClock } from '../../testing/manual-clock';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { SecretInUseError } from '../common/errors/secret-in-use.error';
import { decodeId } from '../common/ids';
import { AuditEntity } from '../storage/entities';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const HOUR_MS = 3_600_000;

describe('The secrets of an endpoint', () => {
  const clock = new ManualClock();
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db, { clock });
  });
  afterAll(() => db.drop());

  /** An endpoint with two live secrets, the newer one first. */
  async function rotated() {
    const { registry } = harness;
    const input = { name: 'rotated', url: 'https://receiver.example/' };
    const { endpoint, secret: old } = await registry.create('acme', input);
    const { secret } = await registry.regenerateSecret('acme', endpoint.id);
    return { id: endpoint.id, values: [secret, old], secrets: await list(endpoint.id) };
  }
  const list = (id: string, tenant = 'acme') => harness.registry.listSecrets(tenant, id);
  const remove = (id: string, secretId: string, tenant = 'acme') =>
    harness.registry.deleteSecret(tenant, id, secretId);

  it('are listed while they are live, newest first, without their values', async () => {
    const { id, values, secrets } = await rotated();
    const end = new Date(clock.now() + 24 * HOUR_MS).toISOString();
    expect(secrets).toMatchObject([
      { prefix: values[0]?.slice(0, 9), expiresAt: null },
      { prefix: values[1]?.slice(0, 9), expiresAt: end },
    ]);
    for (const value of values) expect(JSON.stringify(secrets)).not.toContain(value.slice(9));
    clock.advance(24 * HOUR_MS);
    expect(await list(id)).toEqual(secrets.slice(0, 1));
  });

  it('end before their time when they are deleted, in every process', async () => {
    const { id, secrets } = await rotated();
    await remove(id, secrets[1]?.id ?? '');
    expect(await list(id)).toEqual(secrets.slice(0, 1));
    const lookup = await harness.cache.lookup(decodeId('ep', id));
    expect(lookup).toMatchObject({ target: { signingKeys: [expect.anything()] } });
    await expect(remove(id, secrets[1]?.id ?? '')).rejects.toThrow(ResourceNotFoundError);
    const [entry] = await db.dataSource.manager.find(AuditEntity, {
      where: { resourceId: id },
      order: { id: 'DESC' },
    });
    const before = { secretPrefix: secrets[1]?.prefix };
    expect(entry).toMatchObject({ action: 'endpoint.secret_deleted', before, after: null });
  });

  it('never end all: the newest one is refused', async () => {
    const { id, secrets } = await rotated();
    await expect(remove(id, secrets[0]?.id ?? '')).rejects.toThrow(SecretInUseError);
    expect(await list(id)).toEqual(secrets);
  });

  it("are not found by another tenant, or as another endpoint's", async () => {
    const { id, secrets } = await rotated();
    const other = await rotated();
    const old = secrets[1]?.id ?? '';
    await expect(list(id, 'rival')).rejects.toThrow(ResourceNotFoundError);
    await expect(remove(id, old, 'rival')).rejects.toThrow(ResourceNotFoundError);
    await expect(remove(other.id, old)).rejects.toThrow(ResourceNotFoundError);
    await harness.registry.delete('acme', id);
    await expect(list(id)).rejects.toThrow(ResourceNotFoundError);
  });
});
