import { decodeId } from '../common/ids';
import { DeliveryEntity } from '../storage/entities';
import { ManualClock } from '../../testing/manual-clock';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const NOW = Date.parse('2026-11-22T08:00:00Z');

describe('Resuming an endpoint', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db, { clock: new ManualClock(NOW) });
  });
  afterAll(() => db.drop());

  async function heldFor(count: number): Promise<string> {
    const { endpoint } = await harness.registry.create('acme', {
      name: 'mine',
      url: 'https://example.com/hook',
    });
    await harness.registry.pause('acme', endpoint.id);
    await db.database.pool.query(
      `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, hold,
         due_at, created_at)
       SELECT gen_random_uuid(), gen_random_uuid(), $1, 'acme', 'a.b', 'publish', 'pending', 5, 'paused', now(), now()
       FROM generate_series(1, $2)`,
      [decodeId('ep', endpoint.id), count],
    );
    return endpoint.id;
  }

  it('lets what waited fall due oldest first, 100 a second at first and faster then', async () => {
    const id = await heldFor(2_001);
    await harness.registry.resume('acme', id);
    const rows = await db.dataSource.manager.find(DeliveryEntity, {
      where: { endpointId: decodeId('ep', id) },
      order: { id: 'ASC' },
    });
    const seconds = rows.map(({ dueAt }) => (dueAt.getTime() - NOW) / 1_000);
    expect(rows.every(({ hold }) => hold === null)).toBe(true);
    expect(seconds[0]).toBe(0);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    // After t seconds 100 t + 5 t² are due.
    expect(seconds.filter((at) => at < 1)).toHaveLength(105);
    expect(seconds[1_500]).toBeCloseTo(10, 2);
    expect(seconds[2_000]).toBeLessThan(13);
  });

  it('lets a single one go at once', async () => {
    const id = await heldFor(1);
    await harness.registry.update('acme', id, { active: true });
    const row = await db.dataSource.manager.findOneByOrFail(DeliveryEntity, {
      endpointId: decodeId('ep', id),
    });
    expect(row.dueAt.getTime()).toBe(NOW);
  });
});
