import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { actingAs } from '../audit/actor';
import { decodeId } from '../common/ids';
import { AuditEntity, EndpointEntity } from '../storage/entities';
import { AUDITED, COMPOSED, SEALED } from './endpoint-audit';
import { RegistryHarness } from './testing/registry-harness';

/** Columns that say nothing of what somebody decided. */
const ADMINISTRATIVE = [
  'id',
  'tenantId',
  'key',
  'version',
  'verifiedAt',
  'verificationTriedAt',
  'disabledAt',
  'createdAt',
  'updatedAt',
  'deletedAt',
];

describe('The audit trail of endpoints', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
  });
  afterAll(() => db.drop());

  const entriesOf = (resourceId: string): Promise<AuditEntity[]> =>
    db.dataSource.manager.find(AuditEntity, { where: { resourceId }, order: { id: 'ASC' } });
  const create = () =>
    harness.registry.create('acme', {
      name: 'billing',
      url: 'https://example.com/hook',
      headers: { 'x-key': 'planted-header' },
      secret: 'planted-secret-of-24-bytes-or-more',
    });

  it('tells of each change what was before and after, and by whom', async () => {
    const ada = { type: 'user', id: 'ada' } as const;
    const { endpoint } = await actingAs(ada, create);
    await actingAs(ada, () => harness.registry.update('acme', endpoint.id, { name: 'renamed' }));
    await harness.registry.update('acme', endpoint.id, { active: false });
    await harness.registry.delete('acme', endpoint.id);
    expect(await entriesOf(endpoint.id)).toMatchObject([
      {
        action: 'endpoint.created',
        actorType: 'user',
        actorId: 'ada',
        before: null,
        after: { name: 'billing', headerNames: ['x-key'], active: true },
      },
      {
        action: 'endpoint.updated',
        actorId: 'ada',
        before: { name: 'billing' },
        after: { name: 'renamed' },
      },
      {
        action: 'endpoint.updated',
        actorType: 'system',
        actorId: null,
        before: { active: true, disabledReason: null },
        after: { active: false, disabledReason: 'manual' },
      },
      { action: 'endpoint.deleted', before: { name: 'renamed', active: false }, after: null },
    ]);
  });

  it('tells that a header changed, and never a value', async () => {
    const { endpoint, secret } = await create();
    const headers = { 'x-key': 'planted-other' };
    await harness.registry.update('acme', endpoint.id, { headers });
    const [, changed] = await entriesOf(endpoint.id);
    expect(changed).toMatchObject({ before: {}, after: { headers: 'changed' } });
    const { rows } = await db.database.pool.query<object>('SELECT * FROM hookline.audit');
    expect(JSON.stringify(rows)).not.toMatch(/planted|whsec/);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('has no entry for what changed nothing or was rolled back', async () => {
    const { endpoint } = await create();
    await harness.registry.update('acme', endpoint.id, { name: 'billing', active: true });
    const rolledBack = harness.store.transaction(async (transaction) => {
      const locked = await transaction.lock('acme', decodeId('ep', endpoint.id));
      await transaction.change(locked, { name: 'never' });
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(await entriesOf(endpoint.id)).toHaveLength(1);
  });

  it('tells of an endpoint that answered 410', async () => {
    const { endpoint } = await create();
    await harness.cache.markGone(decodeId('ep', endpoint.id));
    await harness.cache.markGone(decodeId('ep', endpoint.id));
    const [, ...gone] = await entriesOf(endpoint.id);
    expect(gone).toMatchObject([
      { action: 'endpoint.updated', after: { active: false, disabledReason: 'gone' } },
    ]);
  });

  it('knows of every column whether it may be shown', () => {
    const columns = db.dataSource.getMetadata(EndpointEntity).columns;
    const composed = Object.values(COMPOSED).flat();
    const known = [...AUDITED, ...composed, ...Object.keys(SEALED), ...ADMINISTRATIVE];
    expect(columns.map(({ propertyName }) => propertyName).sort()).toEqual(known.sort());
  });
});
