import type { DeliveryStatus } from '@hookline/contracts';
import { decodeId, encodeId, newUuid } from '../common/ids';
import {
  createTestDatabase,
  RegistryHarness,
  type TestDatabase,
} from '../registry/testing/registry-harness';
import { AttemptEntity, type DeliveryEntity, EventEntity } from '../storage/entities';
import { WALK_LIMIT } from './sql/walk-deliveries';
import type { ListDeliveriesQuery } from './webhook-deliveries.service';

const dlv = ({ id }: DeliveryEntity) => encodeId('dlv', id);

describe('Finding deliveries', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
  });
  afterAll(() => db.drop());

  const newEndpoint = async (tenant: string) => {
    const input = { name: 'billing', url: 'https://example.com/hook' };
    const { endpoint } = await harness.registry.create(tenant, input);
    return { publicId: endpoint.id, endpointId: decodeId('ep', endpoint.id) };
  };

  const idsOf = async (tenant: string, query: ListDeliveriesQuery) =>
    (await harness.deliveries.list(tenant, query)).items.map(({ id }) => id);

  it('lists what a tenant has at all endpoints, newest first, deleted ones too', async () => {
    const one = await newEndpoint('wide');
    const two = await newEndpoint('wide');
    const stored: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      const { endpointId } = index % 3 === 0 ? two : one;
      stored.unshift(dlv(await harness.delivery({ endpointId, tenantId: 'wide' })));
    }
    await harness.registry.delete('wide', two.publicId);
    const first = await harness.deliveries.list('wide', { limit: 4 });
    const rest = await harness.deliveries.list('wide', { cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(stored);
    expect(rest.nextCursor).toBeNull();
    expect(await idsOf('nobody', {})).toEqual([]);
    expect(await idsOf('acme', { endpointId: one.publicId })).toEqual([]);
  });

  it('finds by event, type, subject, tag, time and response', async () => {
    const { publicId, endpointId } = await newEndpoint('finder');
    const add = async (event: Partial<EventEntity>, row: Partial<DeliveryEntity> = {}) => {
      const base = { id: newUuid(), tenantId: 'finder', type: 'a.b', body: '{}' };
      const stored = { ...base, subject: null, tags: [], createdAt: new Date(), ...event };
      await db.dataSource.manager.insert(EventEntity, stored);
      const { id: eventId, type: eventType } = stored;
      const tenantId = 'finder';
      return harness.delivery({ endpointId, tenantId, eventId, eventType, ...row });
    };
    const plain = await add({});
    const typed = await add({ type: 'a.c' });
    const subject = await add({ subject: 'person 7' });
    const tagged = await add({ tags: ['x', 'urgent'] });
    // Not in the same millisecond as the one before.
    const createdAt = new Date(tagged.createdAt.getTime() + 1_000);
    const failed = await add({}, { attempts: 2, status: 'retrying', createdAt });
    const attempt = { startedAt: new Date(), durationMs: 1, retryable: true };
    await db.dataSource.manager.insert(AttemptEntity, [
      { ...attempt, deliveryId: failed.id, number: 1, status: 500 },
      { ...attempt, deliveryId: failed.id, number: 2, status: 503 },
    ]);
    const queries: [ListDeliveriesQuery, DeliveryEntity[]][] = [
      [{ eventId: encodeId('evt', plain.eventId) }, [plain]],
      [{ eventType: 'a.c' }, [typed]],
      [{ subject: 'person 7' }, [subject]],
      [{ tag: 'urgent' }, [tagged]],
      [{ tag: 'urgent', status: 'pending' }, [tagged]],
      [{ responseStatus: 503 }, [failed]],
      [{ responseStatus: 500 }, []],
      [{ status: 'retrying', eventType: 'a.b' }, [failed]],
      [{ from: failed.createdAt, endpointId: publicId }, [failed]],
      [{ to: plain.createdAt.toISOString() }, []],
      [{ from: new Date(0), to: new Date(4e12), eventType: 'a.c' }, [typed]],
    ];
    for (const [query, expected] of queries) {
      expect({ query, ids: await idsOf('finder', query) }).toEqual({
        query,
        ids: expected.map(dlv),
      });
      expect(await idsOf('acme', query)).not.toContain(dlv(plain));
    }
    const page = await harness.deliveries.listByEndpoint('finder', publicId, { tag: 'urgent' });
    expect(page.items.map(({ id }) => id)).toEqual([dlv(tagged)]);
  });

  it('tells apart by status at all endpoints, too', async () => {
    const { endpointId } = await newEndpoint('states');
    const tenantId = 'states';
    const completedAt = new Date();
    const rows: [DeliveryStatus, Partial<DeliveryEntity>][] = [
      ['pending', { hold: 'paused' }],
      ['in_progress', { owner: '1', status: 'retrying', attempts: 1 }],
      ['retrying', { status: 'retrying', attempts: 1 }],
      ['delivered', { status: 'delivered', completedAt }],
      ['dead_letter', { status: 'dead_letter', deadLetterReason: 'gone', completedAt }],
      ['cancelled', { status: 'cancelled', completedAt }],
    ];
    for (const [status, row] of rows) {
      const id = dlv(await harness.delivery({ ...row, endpointId, tenantId }));
      expect({ status, ids: await idsOf('states', { status }) }).toEqual({ status, ids: [id] });
    }
  });

  it('looks at a part of a long history at a time, and says where it ended', async () => {
    const { publicId, endpointId } = await newEndpoint('long');
    const wanted = dlv(await harness.delivery({ endpointId, tenantId: 'long', eventType: 'rare' }));
    await db.database.pool.query(
      `INSERT INTO hookline.delivery
         (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, due_at, created_at)
       SELECT gen.id, gen.id, $1, 'long', 'often', 'publish', 'delivered', 5, now(), now()
       FROM unnest($2::uuid[]) AS gen (id)`,
      [endpointId, Array.from({ length: WALK_LIMIT + 10 }, () => newUuid())],
    );
    const query = { eventType: 'rare' };
    const first = await harness.deliveries.listByEndpoint('long', publicId, query);
    expect(first.items).toEqual([]);
    const next = { ...query, cursor: first.nextCursor ?? '' };
    const second = await harness.deliveries.listByEndpoint('long', publicId, next);
    expect(second.items.map(({ id }) => id)).toEqual([wanted]);
    expect(second.nextCursor).toBeNull();
  });
});
