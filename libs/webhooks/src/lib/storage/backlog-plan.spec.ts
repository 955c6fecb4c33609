import type { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { LOWEST_UUID } from '../common/ids';
import { AVOID_SORTING, CLAIM_DUE_IN_TURN } from './sql/claim-due';
import { explainingClient, explainWith } from './testing/explain';

const BATCH = 100;

describe('A backlog that came since the tables were vacuumed', () => {
  let database: TestDatabase;
  let client: Client;

  const makeDue = (count: number) =>
    client.query(`
      INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, due_at, created_at)
      SELECT uuidv7(), e.id, (SELECT min(id::text)::uuid FROM hookline.endpoint), 'acme', 'a.b', 'publish', 'pending', 5,
        now() - n * interval '1 ms', now() FROM hookline.event e, generate_series(1, ${count}) n`);

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await explainingClient(database);
    await client.query(`SET plan_cache_mode = force_custom_plan;
      INSERT INTO hookline.endpoint (id, tenant_id, name, url, created_at, updated_at)
      SELECT gen_random_uuid(), 'acme', 'test', 'https://example.com', now(), now() FROM generate_series(1, 100);
      INSERT INTO hookline.event (id, tenant_id, type, body, created_at) VALUES (uuidv7(), 'acme', 'a.b', '{}', now())`);
    await makeDue(5_000);
    await client.query(`UPDATE hookline.delivery SET status = 'delivered', completed_at = now()`);
    // As it is after a lull: the indexes of what is live were vacuumed while they were empty.
    await client.query('VACUUM hookline.delivery');
    await makeDue(50_000);
  }, 120_000);

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is claimed in turn without being read or sorted as a whole', async () => {
    await client.query('BEGIN');
    await client.query({ ...AVOID_SORTING, values: [] });
    const values = ['1', Date.now(), [], BATCH, BATCH, LOWEST_UUID, []];
    const { rows, plan } = await explainWith(client, CLAIM_DUE_IN_TURN, values);
    await client.query('ROLLBACK');
    expect(rows).toBe(BATCH);
    expect(plan).toMatch(/LockRows.*\n.*Buffers.*\n.*Index Scan using delivery_waiting/);
    expect(plan).not.toContain('delivery_due');
  });
});
