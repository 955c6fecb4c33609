import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { decodeId, encodeId } from '../common/ids';
import {
  createTestDatabase,
  RegistryHarness,
  type TestDatabase,
} from '../registry/testing/registry-harness';
import { AttemptEntity, type DeliveryEntity, EventEntity } from '../storage/entities';

const dlv = ({ id }: Pick<DeliveryEntity, 'id'>) => encodeId('dlv', id);

describe('WebhookDeadLettersService', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;
  let endpointId: string;
  let publicId: string;

  beforeEach(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
    const input = { name: 'billing', url: 'https://example.com/hook' };
    const { endpoint } = await harness.registry.create('acme', input);
    publicId = endpoint.id;
    endpointId = decodeId('ep', publicId);
  });
  afterEach(() => db.drop());

  async function dead(row: Partial<DeliveryEntity> = {}): Promise<DeliveryEntity> {
    const completedAt = new Date();
    const delivery = await harness.delivery({
      endpointId,
      status: 'dead_letter',
      deadLetterReason: 'exhausted',
      completedAt,
      ...row,
    });
    const { eventId: id, tenantId, eventType: type } = delivery;
    const event = {
      id,
      tenantId,
      type,
      body: '{}',
      subject: null,
      tags: [],
      createdAt: completedAt,
    };
    await db.dataSource.manager.insert(EventEntity, event);
    const attempt = { deliveryId: delivery.id, number: 1, startedAt: completedAt, durationMs: 1 };
    await db.dataSource.manager.insert(AttemptEntity, { ...attempt, status: 500, retryable: true });
    return delivery;
  }

  const listed = async (query: object = {}, tenant = 'acme') =>
    (await harness.deadLetters.list(tenant, query)).items.map(({ id }) => id);

  it('lists dead letters alone, by reason, endpoint and type', async () => {
    const gone = await dead({ deadLetterReason: 'gone' });
    const other = await dead({ eventType: 'a.b' });
    await harness.delivery({ endpointId, status: 'delivered', completedAt: new Date() });
    await dead({ trigger: 'test' });
    expect(await listed()).toEqual([dlv(other), dlv(gone)]);
    expect(await listed({ reason: 'gone' })).toEqual([dlv(gone)]);
    expect(await listed({ eventType: 'a.b', endpointId: publicId })).toEqual([dlv(other)]);
    expect(await listed({}, 'rival')).toEqual([]);
    await expect(listed({ reason: 'bored' })).rejects.toBeInstanceOf(ValidationFailedError);
  });

  it('repeats all that a filter finds, once, and takes them off the list', async () => {
    for (let index = 0; index < 3; index += 1) await dead();
    await dead({ deadLetterReason: 'gone' });
    const foreign = await dead({ tenantId: 'rival' });
    const filter = { reason: 'exhausted' as const };
    const results = await Promise.all([
      harness.deadLetters.retry('acme', { filter }),
      harness.deadLetters.retry('acme', { filter }),
    ]);
    expect(results.map(({ count }) => count).sort()).toEqual([0, 3]);
    expect(harness.woken).toHaveLength(3);
    expect(await listed()).toHaveLength(1);
    expect(await listed({}, 'rival')).toEqual([dlv(foreign)]);
    const { items } = await harness.deliveries.list('acme', { status: 'pending' });
    expect(items).toHaveLength(3);
    expect(items.every(({ trigger, retryOf }) => trigger === 'retry' && retryOf !== null)).toBe(
      true,
    );
  });

  it('repeats those of all tenants that nobody has repeated, page by page', async () => {
    const [mine, foreign] = [await dead(), await dead({ tenantId: 'rival' })];
    const repeated = await dead();
    await harness.deadLetters.retry('acme', { ids: [dlv(repeated)] });
    await dead({ trigger: 'test' });
    expect(await harness.deadLetters.retryAll()).toEqual({ count: 2, nextCursor: null });
    expect(harness.woken).toHaveLength(3);
    for (const [tenant, { id }] of [
      ['acme', mine],
      ['rival', foreign],
    ] as const) {
      expect(await listed({}, tenant)).toEqual([]);
      const { retriedBy } = await harness.deliveries.findById(tenant, encodeId('dlv', id));
      expect(await harness.deliveries.findById(tenant, retriedBy ?? '')).toMatchObject({
        tenantId: tenant,
        status: 'pending',
        trigger: 'retry',
      });
    }
    expect(await harness.deadLetters.retryAll()).toEqual({ count: 0, nextCursor: null });
  });

  it('repeats those of all tenants from a cursor on', async () => {
    const [oldest, newer] = [await dead(), await dead()];
    expect(await harness.deadLetters.retryAll(dlv(newer))).toEqual({ count: 1, nextCursor: null });
    expect(await listed()).toEqual([dlv(newer)]);
    const { retriedBy } = await harness.deliveries.findById('acme', dlv(oldest));
    expect(retriedBy).not.toBeNull();
  });

  it('repeats by ids, again and again, and nothing but dead letters', async () => {
    const letter = await dead();
    const foreign = await dead({ tenantId: 'rival' });
    const live = await harness.delivery({ endpointId });
    const ids = [letter, letter, foreign, live].map(dlv);
    for (let round = 0; round < 2; round += 1) {
      expect(await harness.deadLetters.retry('acme', { ids })).toEqual({
        count: 1,
        nextCursor: null,
      });
    }
    expect(harness.woken).toHaveLength(2);
  });

  it('does not repeat what has no endpoint any more', async () => {
    await dead();
    await harness.registry.delete('acme', publicId);
    expect(await harness.deadLetters.retry('acme', { filter: {} })).toMatchObject({ count: 0 });
    expect(await listed()).toHaveLength(1);
  });

  it('purges by ids, and what is older than a time, with its attempts', async () => {
    const named = await dead();
    const old = await dead({ createdAt: new Date('2020-01-01') });
    const recent = await dead();
    const foreign = await dead({ tenantId: 'rival', createdAt: new Date('2020-01-01') });
    const ids = [dlv(named), dlv(foreign)];
    expect(await harness.deadLetters.purge('acme', { ids })).toMatchObject({ count: 1 });
    // Ids are of today: the time alone decides in a database that was filled by hand.
    const filter = { to: '2021-01-01T00:00:00Z' };
    await db.dataSource.query('UPDATE hookline.delivery SET id = $2 WHERE id = $1', [
      old.id,
      '016f5e66-e800-7000-8000-000000000000',
    ]);
    expect(await harness.deadLetters.purge('acme', { filter })).toMatchObject({ count: 1 });
    expect(await listed()).toEqual([dlv(recent)]);
    expect(await listed({}, 'rival')).toEqual([dlv(foreign)]);
    const left = await db.dataSource.manager.find(AttemptEntity, { order: { deliveryId: 'ASC' } });
    expect(left.map(({ deliveryId }) => deliveryId)).toEqual(
      [old.id, recent.id, foreign.id].sort(),
    );
  });

  it('does no more than 10,000 at a call, and says where to go on', async () => {
    const rows = 10_500;
    await db.dataSource.query(
      `INSERT INTO hookline.delivery
         (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, due_at, created_at, completed_at)
       SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, md5(n::text)::uuid, $1, 'acme', 'x',
         'publish', 'dead_letter', 5, now(), now(), now() FROM generate_series(1, $2::int) n`,
      [endpointId, rows],
    );
    const first = await harness.deadLetters.purge('acme', { filter: {} });
    expect(first).toEqual({ count: 10_000, nextCursor: expect.any(String) as string });
    const cursor = first.nextCursor ?? '';
    expect(await harness.deadLetters.purge('acme', { filter: {}, cursor })).toEqual({
      count: 500,
      nextCursor: null,
    });
    expect(await listed()).toEqual([]);
  });

  it('goes through no more than 10,000 of all tenants at a call', async () => {
    // Their endpoint is unknown, so that none is repeated: a walk must not stop at them.
    await db.dataSource.query(
      `INSERT INTO hookline.delivery
         (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, due_at, created_at, completed_at)
       SELECT uuidv7(), md5(n::text)::uuid, md5(n::text)::uuid, 'tenant ' || n % 3, 'x',
         'publish', 'dead_letter', 5, now(), now(), now() FROM generate_series(1, 10_001) n`,
    );
    const first = await harness.deadLetters.retryAll();
    expect(first).toEqual({ count: 0, nextCursor: expect.stringMatching(/^dlv_/) as string });
    expect(await harness.deadLetters.retryAll(first.nextCursor ?? '')).toEqual({
      count: 0,
      nextCursor: null,
    });
  });

  it.each([
    {},
    { ids: [] },
    { ids: ['dlv_x'], filter: {} },
    { ids: Array.from({ length: 1_001 }, () => 'dlv_x') },
  ])('refuses a selection that is none (%#)', async (selection) => {
    for (const work of ['retry', 'purge'] as const) {
      await expect(harness.deadLetters[work]('acme', selection)).rejects.toBeInstanceOf(
        ValidationFailedError,
      );
    }
  });
});
