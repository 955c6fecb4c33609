import { randomBytes } from 'node:crypto';
import { decodeId } from '../common/ids';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';
import { reencryptWebhooks } from './reencrypt-webhooks';

const newKey = (): string => randomBytes(32).toString('base64');

describe('reencryptWebhooks', () => {
  let db: TestDatabase;
  const [first, second, third] = [newKey(), newKey(), newKey()];
  /** The registry of a process that has these keys. */
  const harnessWith = (...encryptionKeys: string[]): RegistryHarness =>
    new RegistryHarness(db, { options: { encryptionKeys } });

  beforeEach(async () => {
    db = await createTestDatabase();
  });
  afterEach(() => db.drop());

  const create = ({ registry }: RegistryHarness) =>
    registry.create('acme', {
      name: 'sealed',
      url: 'https://user:pass@receiver.example/',
      headers: { 'x-api-key': 'k' },
    });
  const headersOf = async ({ cache }: RegistryHarness, id: string) => {
    const lookup = await cache.lookup(decodeId('ep', id));
    return lookup.state === 'active' ? lookup.target.headers : lookup.state;
  };

  it('SEC-S02 seals everything with the newest key, so that the older ones may leave', async () => {
    const { endpoint } = await create(harnessWith(first));
    const { endpoint: newer } = await create(harnessWith(second, first));
    await expect(headersOf(harnessWith(second), endpoint.id)).rejects.toMatchObject({
      code: 'HOOKLINE_ENCRYPTION_KEY_UNKNOWN',
    });
    expect(await reencryptWebhooks(db.url, [second, first])).toEqual({
      resealed: 3,
      current: 3,
      unopened: [],
    });
    for (const { id } of [endpoint, newer]) {
      expect(await headersOf(harnessWith(second), id)).toEqual({
        'x-api-key': 'k',
        authorization: `Basic ${Buffer.from('user:pass').toString('base64')}`,
      });
    }
    expect(await reencryptWebhooks(db.url, [second])).toEqual({
      resealed: 0,
      current: 6,
      unopened: [],
    });
  });

  it('SEC-S02 names what no key opens, and leaves it as it is', async () => {
    const { endpoint: lost } = await create(harnessWith(first));
    const { endpoint: kept } = await create(harnessWith(second));
    expect(await reencryptWebhooks(db.url, [third, second])).toEqual({
      resealed: 3,
      current: 0,
      unopened: [lost.id],
    });
    expect(await headersOf(harnessWith(third), kept.id)).toMatchObject({ 'x-api-key': 'k' });
    expect(await headersOf(harnessWith(first), lost.id)).toMatchObject({ 'x-api-key': 'k' });
  });

  it('SEC-S02 takes more than fits into one statement, while secrets are rotated', async () => {
    const harness = harnessWith(first);
    const { endpoint } = await create(harness);
    await db.database.pool.query(
      `INSERT INTO hookline.endpoint_secret (id, endpoint_id, sealed_secret, prefix, created_at)
       SELECT gen_random_uuid(), endpoint_id, sealed_secret, prefix, created_at
       FROM hookline.endpoint_secret, generate_series(1, 1200)`,
    );
    const [report, { secret }] = await Promise.all([
      reencryptWebhooks(db.url, [second, first]),
      harnessWith(second, first).registry.regenerateSecret('acme', endpoint.id, { overlapMs: 0 }),
    ]);
    expect(report.unopened).toEqual([]);
    await reencryptWebhooks(db.url, [second, first]);
    const { rows } = await db.database.pool.query<{ sealed_secret: string }>(
      'SELECT sealed_secret FROM hookline.endpoint_secret',
    );
    const { keyRing } = harnessWith(second);
    expect(rows.map((row) => keyRing.open(row.sealed_secret, decodeId('ep', endpoint.id)))).toEqual(
      [secret],
    );
  });

  it('refuses a malformed key before it touches anything', async () => {
    await expect(reencryptWebhooks(db.url, ['short'])).rejects.toMatchObject({
      code: 'HOOKLINE_CONFIG_INVALID',
    });
  });
});
