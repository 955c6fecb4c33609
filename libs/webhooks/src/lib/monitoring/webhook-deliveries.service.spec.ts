import type { Delivery, DeliveryStatus } from '@hookline/contracts';
import { IdInvalidError } from '../common/errors/id-invalid.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { decodeId, encodeId } from '../common/ids';
import {
  createTestDatabase,
  RegistryHarness,
  type TestDatabase,
} from '../registry/testing/registry-harness';
import { AttemptEntity, type DeliveryEntity } from '../storage/entities';

const dlv = ({ id }: DeliveryEntity) => encodeId('dlv', id);

describe('WebhookDeliveriesService', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
  });
  afterAll(() => db.drop());

  const newEndpoint = async (tenant = 'acme') => {
    const input = { name: 'billing', url: 'https://example.com/hook' };
    const { endpoint } = await harness.registry.create(tenant, input);
    return { publicId: endpoint.id, endpointId: decodeId('ep', endpoint.id) };
  };

  it('pages through the deliveries of an endpoint, newest first', async () => {
    const { publicId, endpointId } = await newEndpoint();
    await harness.delivery({});
    const stored: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      stored.unshift(dlv(await harness.delivery({ endpointId })));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 2, ...(cursor !== undefined && { cursor }) };
      const page = await harness.deliveries.listByEndpoint('acme', publicId, query);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(stored);
  });

  it('shows the last ten with their endpoint, and nothing to another tenant', async () => {
    const { publicId, endpointId } = await newEndpoint();
    await harness.delivery({});
    const stored: string[] = [];
    for (let index = 0; index < 11; index += 1) {
      stored.unshift(dlv(await harness.delivery({ endpointId })));
    }
    const shown = await harness.deliveries.endpointWithDeliveries('acme', publicId);
    expect(shown).toMatchObject({ id: publicId, name: 'billing' });
    expect(shown.lastDeliveries.map(({ id }) => id)).toEqual(stored.slice(0, 10));
    const foreign = harness.deliveries.endpointWithDeliveries('intruder', publicId);
    await expect(foreign).rejects.toBeInstanceOf(ResourceNotFoundError);
    const malformed = harness.deliveries.endpointWithDeliveries('acme', 'ep_');
    await expect(malformed).rejects.toBeInstanceOf(IdInvalidError);
  });

  it('tells apart by status, as it is shown', async () => {
    const { publicId, endpointId } = await newEndpoint();
    const completedAt = new Date();
    const rows: [DeliveryStatus, Partial<DeliveryEntity>][] = [
      ['pending', {}],
      ['pending', { hold: 'rate_limit' }],
      ['in_progress', { owner: '1' }],
      ['in_progress', { owner: '1', status: 'retrying', attempts: 1 }],
      ['retrying', { status: 'retrying', attempts: 1 }],
      ['delivered', { status: 'delivered', owner: '1', completedAt }],
      ['dead_letter', { status: 'dead_letter', deadLetterReason: 'gone', completedAt }],
      ['cancelled', { status: 'cancelled', completedAt }],
    ];
    const expected = new Map<DeliveryStatus, string[]>();
    for (const [status, row] of rows) {
      const id = dlv(await harness.delivery({ ...row, endpointId }));
      expected.set(status, [id, ...(expected.get(status) ?? [])]);
    }
    for (const [status, ids] of expected) {
      const page = await harness.deliveries.listByEndpoint('acme', publicId, { status });
      expect(page.items.map(({ id }) => id)).toEqual(ids);
      expect(page.items.every((item) => item.status === status)).toBe(true);
    }
    const all = await harness.deliveries.listByEndpoint('acme', publicId);
    expect(all.items).toHaveLength(rows.length);
  });

  it('shows a delivery with its attempts in order', async () => {
    const { publicId, endpointId } = await newEndpoint();
    const dueAt = new Date('2030-01-01T00:00:00.000Z');
    const lastAttemptAt = new Date('2029-01-01T00:00:00.000Z');
    const row = await harness.delivery({
      endpointId,
      status: 'retrying',
      attempts: 2,
      dueAt,
      lastAttemptAt,
    });
    const attempt = {
      deliveryId: row.id,
      number: 2,
      startedAt: lastAttemptAt,
      durationMs: 12,
      status: 503,
      responseHeaders: { 'content-type': 'text/plain' },
      responseBody: 'busy',
      address: '192.0.2.1',
      errorCode: 'http_status' as const,
      errorMessage: 'The endpoint answered 503.',
      retryable: true,
    };
    const timeout = {
      ...attempt,
      number: 1,
      status: null,
      responseHeaders: null,
      responseBody: null,
      errorCode: 'timeout' as const,
    };
    await db.dataSource.manager.insert(AttemptEntity, [attempt, timeout]);
    const delivery = await harness.deliveries.findById('acme', dlv(row));
    expect(delivery).toEqual({
      id: dlv(row),
      eventId: encodeId('evt', row.eventId),
      eventType: 'project.created',
      endpointId: publicId,
      tenantId: 'acme',
      status: 'retrying',
      trigger: 'publish',
      holdReason: null,
      deadLetterReason: null,
      haltsLine: false,
      attempts: 2,
      priority: 5,
      retryOf: null,
      retriedBy: null,
      createdAt: row.createdAt.toISOString(),
      expiresAt: null,
      lastAttemptAt: lastAttemptAt.toISOString(),
      nextAttemptAt: dueAt.toISOString(),
      completedAt: null,
      attemptLog: [timeout, attempt].map((stored) => {
        const { deliveryId, startedAt, ...shown } = stored;
        expect(deliveryId).toBe(row.id);
        return { ...shown, startedAt: startedAt.toISOString() };
      }),
    });
  });

  it('plans nothing for a delivery that has ended, and names what it repeats', async () => {
    const first = await harness.delivery({});
    const completedAt = new Date();
    const again = await harness.delivery({
      retryOf: first.id,
      trigger: 'retry',
      status: 'delivered',
      completedAt,
    });
    const shown: Delivery = await harness.deliveries.findById('acme', dlv(again));
    expect(shown).toMatchObject({
      retryOf: dlv(first),
      nextAttemptAt: null,
      completedAt: completedAt.toISOString(),
    });
  });

  it('keeps the history of a deleted endpoint', async () => {
    const { publicId, endpointId } = await newEndpoint();
    await harness.delivery({ endpointId });
    await harness.registry.delete('acme', publicId);
    const page = await harness.deliveries.listByEndpoint('acme', publicId);
    expect(page.items).toMatchObject([
      { status: 'dead_letter', deadLetterReason: 'endpoint_deleted' },
    ]);
  });

  it("does not show another tenant's deliveries", async () => {
    const { publicId, endpointId } = await newEndpoint('owner');
    const row = await harness.delivery({ endpointId, tenantId: 'owner' });
    for (const attempt of [
      harness.deliveries.findById('intruder', dlv(row)),
      harness.deliveries.listByEndpoint('intruder', publicId),
      harness.deliveries.findById('owner', encodeId('dlv', endpointId)),
    ]) {
      await expect(attempt).rejects.toBeInstanceOf(ResourceNotFoundError);
    }
    const other = await newEndpoint('intruder');
    const query = { cursor: encodeId('dlv', 'ffffffff-ffff-7fff-bfff-ffffffffffff') };
    const page = await harness.deliveries.listByEndpoint('intruder', other.publicId, query);
    expect(page.items).toEqual([]);
  });

  it('lists the attempts of a delivery alone', async () => {
    const row = await harness.delivery({ attempts: 1 });
    const attempt = { startedAt: new Date(), durationMs: 1, retryable: false, status: 204 };
    await db.dataSource.manager.insert(AttemptEntity, [
      { ...attempt, deliveryId: row.id, number: 1 },
    ]);
    expect(await harness.deliveries.attempts('acme', dlv(row))).toMatchObject([
      { number: 1, status: 204 },
    ]);
    await expect(harness.deliveries.attempts('intruder', dlv(row))).rejects.toBeInstanceOf(
      ResourceNotFoundError,
    );
  });

  it('refuses a malformed query', async () => {
    const { publicId } = await newEndpoint();
    const list = (query: object) => harness.deliveries.listByEndpoint('acme', publicId, query);
    await expect(list({ status: 'lost' })).rejects.toBeInstanceOf(ValidationFailedError);
    for (const query of [
      { from: 'yesterday' },
      { to: '+275760-01-01T00:00:00Z' },
      { responseStatus: 99 },
      { subject: '' },
      { tag: 'a\u0000' },
      { eventType: 7 },
    ]) {
      await expect(list(query)).rejects.toBeInstanceOf(ValidationFailedError);
    }
    await expect(list({ eventId: publicId })).rejects.toBeInstanceOf(IdInvalidError);
    await expect(list({ limit: 1.5 })).rejects.toBeInstanceOf(ValidationFailedError);
    await expect(list({ cursor: publicId })).rejects.toBeInstanceOf(IdInvalidError);
    await expect(harness.deliveries.findById('acme', '\u0000')).rejects.toBeInstanceOf(
      IdInvalidError,
    );
  });
});
