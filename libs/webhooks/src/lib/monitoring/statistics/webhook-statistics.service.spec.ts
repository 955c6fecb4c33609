import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { ManualClock } from '../../../testing/manual-clock';
import { ResourceNotFoundError } from '../../common/errors/not-found.error';
import { ValidationFailedError } from '../../common/errors/validation-failed.error';
import { decodeId, encodeId, newUuid } from '../../common/ids';
import { EndpointReader } from '../../registry/endpoint-reader';
import { RegistryHarness } from '../../registry/testing/registry-harness';
import { resolveConfig } from '../../resolve-config';
import { MS_PER_HOUR } from '../../common/durations';
import { WebhookStatisticsService } from './webhook-statistics.service';

const NOW = Date.parse('2026-03-10T12:30:00.000Z');
const HOUR = Math.floor(NOW / MS_PER_HOUR);

/** A counter. */
interface Counter {
  table: 'rollup' | 'rollup_entry';
  hour: number;
  tenant: string;
  endpointId: string;
  type: string;
  outcome: string;
  statusClass: number;
  bucket: number;
  count: number;
  durationMs: number;
  firstAt: string;
  lastAt: string;
}

describe('WebhookStatisticsService', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;
  let statistics: WebhookStatisticsService;
  let publicId: string;
  let endpointId: string;
  let tenant: string;
  let tenants = 0;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
    const config = resolveConfig({ singleTenant: true }, { http: false, env: {} });
    const clock = new ManualClock(NOW);
    const reader = new EndpointReader(db.dataSource, config, clock);
    statistics = new WebhookStatisticsService(db.dataSource, reader, clock);
  });
  afterAll(() => db.drop());

  beforeEach(async () => {
    await db.dataSource.query('TRUNCATE hookline.rollup, hookline.rollup_entry');
    tenants += 1;
    tenant = `tenant ${tenants}`;
    const input = { name: 'billing', url: 'https://example.com/hook' };
    const { endpoint } = await harness.registry.create(tenant, input);
    publicId = endpoint.id;
    endpointId = decodeId('ep', publicId);
  });

  /** Stores a counter, with what differs from one delivery of this hour in 20 ms. */
  const count = (differing: Partial<Counter> = {}) => {
    const { table, ...counter }: Counter = {
      table: 'rollup',
      hour: HOUR,
      tenant,
      endpointId,
      type: 'a.b',
      outcome: 'delivered',
      statusClass: 2,
      bucket: 2,
      count: 1,
      durationMs: 20,
      firstAt: '2026-03-10T12:05:00Z',
      lastAt: '2026-03-10T12:10:00Z',
      ...differing,
    };
    return db.dataSource.query(
      `INSERT INTO hookline.${table} (hour, tenant_id, endpoint_id, event_type, outcome, status_class, bucket, count,
         duration_ms, first_at, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      Object.values(counter),
    );
  };

  it('adds up totals, types, endpoints and buckets, folded or not', async () => {
    const other = newUuid();
    await count({ count: 6, durationMs: 120 });
    await count({ table: 'rollup_entry', count: 2, durationMs: 40 });
    await count({
      type: 'c.d',
      outcome: 'retrying',
      statusClass: 5,
      bucket: 4,
      count: 3,
      hour: HOUR - 2,
    });
    await count({
      type: 'c.d',
      outcome: 'dead_letter',
      statusClass: 0,
      bucket: 21,
      count: 1,
      durationMs: 30_000,
    });
    await count({
      endpointId: other,
      outcome: 'dead_letter',
      statusClass: 0,
      bucket: -1,
      count: 1,
      durationMs: 0,
    });
    await count({
      endpointId: other,
      outcome: 'cancelled',
      statusClass: 0,
      bucket: -1,
      count: 4,
      durationMs: 0,
    });
    const found = await statistics.ofTenant(tenant);
    expect(found).toMatchObject({
      from: '2026-03-09T13:00:00.000Z',
      to: '2026-03-10T13:00:00.000Z',
      bucket: 'hour',
      totals: {
        delivered: 8,
        deadLetter: 2,
        cancelled: 4,
        attempts: 12,
        failedAttempts: 4,
        successRate: 0.8,
        attemptSuccessRate: 8 / 12,
        responses: { '2xx': 8, '3xx': 0, '4xx': 0, '5xx': 3, other: 0, none: 1 },
      },
      waiting: { pending: 0, retrying: 0 },
    });
    // What got no answer says nothing of the time to answer.
    expect(found.totals.responseTimeMs?.average).toBeCloseTo(180 / 11, 1);
    expect(found.byType.map(({ eventType, attempts }) => [eventType, attempts])).toEqual([
      ['a.b', 8],
      ['c.d', 4],
    ]);
    expect(found.byEndpoint.map((row) => [row.endpointId, row.delivered, row.cancelled])).toEqual([
      [publicId, 8, 0],
      [encodeId('ep', other), 0, 4],
    ]);
    expect(found.series).toHaveLength(24);
    expect(found.series.at(-1)).toMatchObject({ start: '2026-03-10T12:00:00.000Z', attempts: 9 });
    expect(found.series.at(-3)).toMatchObject({ attempts: 3, successRate: null });
    expect(found.series[0]).toMatchObject({ attempts: 0, responseTimeMs: null });
  });

  it('shows days, of one endpoint', async () => {
    await count({ hour: HOUR - 24 });
    await count({ hour: HOUR - 25 });
    await count();
    await count({ endpointId: newUuid(), count: 100 });
    await count({ hour: HOUR - 24 * 40 });
    const found = await statistics.ofEndpoint(tenant, publicId, { bucket: 'day' });
    expect(found.series).toHaveLength(30);
    expect(found.series.slice(-2)).toMatchObject([
      { start: '2026-03-09T00:00:00.000Z', delivered: 2 },
      { start: '2026-03-10T00:00:00.000Z', delivered: 1 },
    ]);
    expect(found.totals.delivered).toBe(3);
    expect(found.byEndpoint).toHaveLength(1);
  });

  it('takes a period, and refuses one that is none', async () => {
    await count({ hour: HOUR - 24 * 40, count: 5 });
    const from = '2026-01-29T00:00:00Z';
    const day = await statistics.ofTenant(tenant, { from, to: '2026-01-30T00:00:00Z' });
    expect(day.series).toHaveLength(24);
    const month = await statistics.ofTenant(tenant, { from, bucket: 'day' });
    expect(month.totals.delivered).toBe(5);
    for (const query of [
      { from: 'yesterday' },
      { to: '2026-13-01' },
      { from: '2026-03-11' },
      { from: '2026-01-01' },
      { from: '2020-01-01', bucket: 'day' as const },
      { bucket: 'minute' as 'hour' },
    ]) {
      await expect(statistics.ofTenant(tenant, query)).rejects.toBeInstanceOf(
        ValidationFailedError,
      );
    }
  });

  it('shows a tenant nothing of another', async () => {
    await count({ tenant: 'somebody else', endpointId: newUuid() });
    const found = await statistics.ofTenant(tenant);
    expect(found.totals.attempts).toBe(0);
    expect(found.byEndpoint).toEqual([]);
    const foreign = statistics.ofEndpoint('somebody else', publicId);
    await expect(foreign).rejects.toBeInstanceOf(ResourceNotFoundError);
    const health = statistics.endpointHealth('somebody else', publicId);
    await expect(health).rejects.toBeInstanceOf(ResourceNotFoundError);
  });

  it('counts what waits now', async () => {
    await harness.delivery({ endpointId, tenantId: tenant });
    await harness.delivery({ endpointId, tenantId: tenant, hold: 'paused' });
    await harness.delivery({ endpointId, tenantId: tenant, status: 'retrying', attempts: 1 });
    await harness.delivery({ endpointId, tenantId: tenant, owner: '1' });
    const waiting = { pending: 2, retrying: 1 };
    expect(await statistics.ofTenant(tenant)).toMatchObject({ waiting });
    expect(await statistics.ofEndpoint(tenant, publicId)).toMatchObject({ waiting });
  });

  describe('the health of an endpoint', () => {
    const health = () => statistics.endpointHealth(tenant, publicId);
    const failed = { outcome: 'retrying', statusClass: 5 };

    it('is idle without attempts', async () => {
      await count({ hour: HOUR - 25 });
      expect(await health()).toMatchObject({
        endpointId: publicId,
        status: 'idle',
        from: '2026-03-09T12:00:00.000Z',
        attempts: 0,
        successRate: null,
        lastDelivery: null,
        failingSince: null,
      });
    });

    it('is healthy, or degraded below 0.9, with its last delivery', async () => {
      const { id } = await harness.delivery({ endpointId, tenantId: tenant });
      await count({ count: 9 });
      expect(await health()).toMatchObject({ status: 'healthy', successRate: 1 });
      await count({ ...failed, count: 2, lastAt: '2026-03-10T12:09:00Z' });
      expect(await health()).toMatchObject({
        status: 'degraded',
        attempts: 11,
        failedAttempts: 2,
        lastDelivery: { id: encodeId('dlv', id) },
        lastSuccessAt: '2026-03-10T12:10:00.000Z',
        failingSince: null,
      });
    });

    it('tells since when it fails: since its first failure after its last success', async () => {
      await count({
        ...failed,
        table: 'rollup_entry',
        hour: HOUR - 3,
        firstAt: '2026-03-10T09:01:00Z',
        lastAt: '2026-03-10T09:59:00Z',
      });
      expect(await health()).toMatchObject({
        status: 'failing',
        failingSince: '2026-03-10T09:01:00.000Z',
      });
      await count({ table: 'rollup_entry', hour: HOUR - 4, lastAt: '2026-03-10T08:59:00Z' });
      expect(await health()).toMatchObject({
        lastFailureAt: '2026-03-10T09:59:00.000Z',
        failingSince: '2026-03-10T09:01:00.000Z',
      });
      await count({ table: 'rollup_entry', lastAt: '2026-03-10T12:10:00Z' });
      expect(await health()).toMatchObject({ failingSince: null });
    });
  });

  describe('the health of deliveries', () => {
    it('is degraded below the bound, with the figures', async () => {
      await count({ count: 89 });
      await count({ tenant: 'another', outcome: 'dead_letter', statusClass: 4, count: 11 });
      await count({ hour: HOUR - 2, count: 1_000 });
      expect(await statistics.deliveryHealth()).toEqual({
        status: 'degraded',
        from: '2026-03-10T11:00:00.000Z',
        attempts: 100,
        failedAttempts: 11,
        successRate: 0.89,
        bound: 0.9,
      });
      expect(await statistics.deliveryHealth({ bound: 0.8 })).toMatchObject({ status: 'up' });
      expect(await statistics.deliveryHealth({ hours: 2 })).toMatchObject({ status: 'up' });
    });

    it('is not judged by a few attempts', async () => {
      await count({ outcome: 'retrying', count: 19 });
      expect(await statistics.deliveryHealth()).toMatchObject({ status: 'up', successRate: 0 });
      await count({ table: 'rollup_entry', outcome: 'retrying' });
      expect(await statistics.deliveryHealth()).toMatchObject({ status: 'degraded' });
    });
  });
});
