import { ENDPOINT_HEALTH_STATUSES, type EndpointHealthStatus } from '@hookline/contracts';
import { MS_PER_HOUR } from '../common/durations';
import { decodeId } from '../common/ids';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const TENANT = 'acme';
const SUCCEEDED = { outcome: 'delivered', bucket: 2, hoursAgo: 0, count: 1, table: 'rollup' };
const FAILED = { ...SUCCEEDED, outcome: 'retrying' };
const YESTERDAY = { hoursAgo: 25 };

describe('Endpoints of one health', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
  });
  afterAll(() => db.drop());

  const newEndpoint = async (tenant: string) => {
    const input = { name: 'billing', url: 'https://example.com/hook' };
    return (await harness.registry.create(tenant, input)).endpoint.id;
  };

  const count = (tenant: string, endpoint: string, counter: typeof SUCCEEDED) =>
    db.dataSource.query(
      `INSERT INTO hookline.${counter.table} (hour, tenant_id, endpoint_id, event_type, outcome, status_class, bucket,
         count, duration_ms, first_at, last_at) VALUES ($1, $2, $3, 'a.b', $4, 2, $5, $6, 1, now(), now())`,
      [
        Math.floor(Date.now() / MS_PER_HOUR) - counter.hoursAgo,
        tenant,
        decodeId('ep', endpoint),
        counter.outcome,
        counter.bucket,
        counter.count,
      ],
    );

  it.each<[EndpointHealthStatus, (typeof SUCCEEDED)[]]>([
    ['healthy', [{ ...SUCCEEDED, count: 9, table: 'rollup_entry' }, FAILED]],
    [
      'degraded',
      [
        { ...SUCCEEDED, count: 8 },
        { ...FAILED, count: 2 },
      ],
    ],
    ['failing', [FAILED, { ...SUCCEEDED, ...YESTERDAY }]],
    [
      'idle',
      [
        { ...SUCCEEDED, ...YESTERDAY },
        { ...FAILED, outcome: 'cancelled', bucket: -1 },
      ],
    ],
  ])('are listed as %s, and as nothing else', async (health, counters) => {
    const tenant = `${TENANT} ${health}`;
    const id = await newEndpoint(tenant);
    for (const counter of counters) await count(tenant, id, counter);
    const rival = await newEndpoint('rival');
    await count('rival', rival, FAILED);
    for (const wanted of ENDPOINT_HEALTH_STATUSES) {
      const { items } = await harness.registry.list(tenant, { health: wanted });
      expect(items.map((endpoint) => endpoint.id)).toEqual(wanted === health ? [id] : []);
    }
  });
});
