import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { decodeId } from '../common/ids';
import { EndpointSecretEntity } from '../storage/entities';
import type { DeclaredEndpoint } from '../webhooks.options';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const secret = 'planted-password-of-24-bytes';
const declared: DeclaredEndpoint = {
  key: 'crm',
  tenantId: 'acme',
  url: 'https://example.com/crm',
  secret,
};

describe('DeclaredEndpoints', () => {
  let db: TestDatabase;

  beforeEach(async () => {
    db = await createTestDatabase();
  });
  afterEach(() => db.drop());

  const apply = async (...endpoints: DeclaredEndpoint[]) => {
    const harness = new RegistryHarness(db, { options: { endpoints } });
    await harness.declared.apply();
    return harness;
  };
  const rows = async () =>
    (
      await db.database.pool.query<{ id: string; key: string; revision: string }>(
        'SELECT id, key, revision::text FROM hookline.endpoint ORDER BY key',
      )
    ).rows;
  const keysOf = async (harness: RegistryHarness, id: string) => {
    const lookup = await harness.cache.lookup(id);
    if (lookup.state === 'deleted') throw new Error('deleted');
    return lookup.target.signingKeys;
  };

  it('creates what is missing, named by its key', async () => {
    const harness = await apply(declared, {
      ...declared,
      key: 'erp',
      name: 'ERP',
      events: ['a.*'],
    });
    const { items } = await harness.registry.list('acme');
    expect(items).toMatchObject([
      { name: 'ERP', events: ['a.*'], active: true },
      { name: 'crm', url: declared.url },
    ]);
  });

  it('writes nothing when nothing changed', async () => {
    const whole: DeclaredEndpoint = {
      ...declared,
      headers: { 'X-A': '1' },
      retryPolicy: 'quick',
      metadata: { b: 1, a: { c: [] } },
      timeoutMs: 500,
      concurrency: 2,
      rateLimit: {},
      ordering: { by: 'key' },
      events: ['a.*'],
    };
    await apply(whole);
    const before = await rows();
    await apply(whole);
    expect(await rows()).toEqual(before);
  });

  it('applies changes, and leaves the switch to people', async () => {
    const first = await apply(declared);
    const [row] = await rows();
    const id = (await first.registry.list('acme')).items[0]?.id ?? 'ep_';
    await first.registry.update('acme', id, { active: false });
    const harness = await apply({
      ...declared,
      url: 'https://example.com/new',
      headers: { a: 'b' },
    });
    expect(await harness.registry.findById('acme', id)).toMatchObject({
      url: 'https://example.com/new',
      headerNames: ['a'],
      active: false,
    });
    expect((await rows()).map((now) => now.id)).toEqual([row?.id]);
  });

  it('replaces a secret that changed', async () => {
    const first = await apply(declared);
    const [row] = await rows();
    const id = row?.id ?? '';
    const [old] = await keysOf(first, id);
    const harness = await apply({ ...declared, secret: 'another-planted-password-here' });
    const keys = await keysOf(harness, id);
    expect(keys).toHaveLength(1);
    expect(keys[0]?.signature('e', 1, '')).not.toBe(old?.signature('e', 1, ''));
    expect(await db.dataSource.manager.countBy(EndpointSecretEntity, { endpointId: id })).toBe(1);
    expect((await rows())[0]?.revision).not.toBe(row?.revision);
  });

  it('creates one endpoint when many processes start at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => apply(declared)));
    expect(await rows()).toHaveLength(1);
  });

  it('creates again what was deleted', async () => {
    const first = await apply(declared);
    const { items } = await first.registry.list('acme');
    await first.registry.delete('acme', items[0]?.id ?? '');
    const harness = await apply(declared);
    const again = (await harness.registry.list('acme')).items;
    expect(again).toHaveLength(1);
    expect(decodeId('ep', again[0]?.id ?? '')).not.toBe(decodeId('ep', items[0]?.id ?? ''));
  });

  it('keeps the same key of two tenants apart', async () => {
    await apply(declared, { ...declared, tenantId: 'other' });
    expect(await rows()).toHaveLength(2);
  });

  it.each([
    [{ ...declared, url: 'http://10.0.0.1/' }, /endpoints\[1\] \("crm"\).*address/],
    [{ ...declared, events: ['a b'] }, /endpoints\[1\] \("crm"\).*events\[0\]/],
    [{ ...declared, secret: 'planted' }, /endpoints\[1\] \("crm"\).*secret/],
    [{ ...declared, secret: undefined as unknown as string }, /secret: is missing/],
    [{ ...declared, tenantId: '' }, /tenant/],
    [{ ...declared, key: '' }, /endpoints\[1\].*key/],
    [{ ...declared, key: 'fine' }, /endpoints\[1\] \("fine"\).*twice/],
  ])('names the declaration at fault (%#)', async (wrong, message) => {
    const attempt = apply({ ...declared, key: 'fine' }, wrong);
    await expect(attempt).rejects.toBeInstanceOf(ConfigInvalidError);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.not.toThrow(/planted/);
    expect(await rows()).toEqual([]);
  });
});
