import { startTemporaryPostgres } from '@hookline/local-postgres';
import { type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Server } from 'node:http';
import request from 'supertest';
import { eventually } from '../../../testing/eventually';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { ChunkProcessor } from '../../dispatch/chunk-processor';
import { SELECT_BACKLOG } from '../../storage/sql/select-backlog';
import { WebhookPublisher } from '../../publishing/webhook-publisher';
import { WebhooksModule } from '../../webhooks.module';
import { METRICS } from './metrics';
import { seriesOf } from './testing/read-scrape';

describe('A scrape while Postgres is gone', () => {
  const ASKED_OF_POSTGRES = METRICS.filter(({ name }) => /_due_|_held_/.test(name));
  let postgres: Awaited<ReturnType<typeof startTemporaryPostgres>>;
  let app: INestApplication<Server>;

  beforeAll(async () => {
    postgres = await startTemporaryPostgres();
    const options = { singleTenant: true, strictEvents: false, database: { url: postgres.url } };
    const imports = [WebhooksModule.forRoot(options)];
    const module = await Test.createTestingModule({ imports }).compile();
    app = module.createNestApplication({ logger: false });
    await app.init();
    // The queue's consumer takes a server that goes away while it begins for a lasting error.
    await app.get(ChunkProcessor).worker.waitUntilReady();
    await app.get(WebhookPublisher).publish({ type: 'project.created', data: {} }, {});
  });

  afterAll(async () => {
    await app.close();
    await postgres.stop();
  });

  const scrape = async () => (await request(app.getHttpServer()).get('/metrics').expect(200)).text;
  /** A scrape that says this of Postgres. On a busy machine it may answer too late. */
  const scrapeWith = (up: 0 | 1) =>
    eventually(async () => {
      const text = await scrape();
      return seriesOf(text, 'hookline_database_up')[''] === up && text;
    });

  it('still tells what the process knows, and that Postgres does not answer', async () => {
    const before = await scrapeWith(1);
    expect(ASKED_OF_POSTGRES).toHaveLength(3);
    for (const { name } of ASKED_OF_POSTGRES) expect(seriesOf(before, name)).not.toEqual({});

    await postgres.stop();
    const gone = await scrapeWith(0);
    for (const { name } of ASKED_OF_POSTGRES) expect(seriesOf(gone, name)).toEqual({});
    const published = 'hookline_events_published_total';
    expect(seriesOf(gone, published)).toEqual(seriesOf(before, published));
    expect(Object.values(seriesOf(gone, published))).toContain(1);
    expect(Object.keys(seriesOf(gone, 'hookline_pool_connections'))).toHaveLength(2);
    expect(seriesOf(gone, 'hookline_owned_deliveries')).toEqual({ '': 0 });
  });
});

describe('The question for the backlog', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('reads what is live alone, and not much of it, among 200,000 deliveries', async () => {
    const { pool } = database.database;
    // A hundred thousand are over; of the others, half are due and half are held.
    await pool.query(
      `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority,
         hold, due_at, created_at, completed_at)
       SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'acme', 'project.created', 'publish',
         CASE WHEN n <= 100000 THEN 'delivered' ELSE 'pending' END, 5, CASE WHEN n > 150000 THEN 'paused' END,
         now() - interval '1 hour', now(), CASE WHEN n <= 100000 THEN now() END
       FROM generate_series(1, 200000) n`,
    );
    await pool.query('VACUUM ANALYZE hookline.delivery');
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF)
       ${SELECT_BACKLOG.text.replaceAll('$1', String(Date.now()))}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']);
    expect(plan.join('\n')).not.toContain('Seq Scan');
    const indexes = plan.flatMap((line) => /Scan using (\w+)/.exec(line)?.[1] ?? []);
    expect([...new Set(indexes)].sort()).toEqual(['delivery_due', 'delivery_held']);
    const buffers = /Buffers: shared (?:hit=(\d+))?(?: read=(\d+))?/.exec(plan[1] ?? '');
    const pages = Number(buffers?.[1] ?? 0) + Number(buffers?.[2] ?? 0);
    expect(pages).toBeGreaterThan(0);
    // The whole table has some 3,500 pages.
    expect(pages).toBeLessThan(500);
    expect(await database.database.run(SELECT_BACKLOG, [Date.now()])).toEqual([
      expect.objectContaining({ due: 10_000, held_paused: 10_000, held_ordering: 0 }),
    ]);
  }, 240_000);
});
