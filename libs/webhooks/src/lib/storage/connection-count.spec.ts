import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { RestartablePostgres } from '../../testing/restartable-postgres';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { resolveConfig } from '../resolve-config';
import { WebhooksModule } from '../webhooks.module';
import type { WebhooksOptions } from '../webhooks.options';
import { countConnections } from './connection-count';
import { describeConnections, judgeConnections, readConnectionLimit } from './connection-limit';

const resolve = (options: WebhooksOptions<never>) =>
  resolveConfig(options, { http: false, env: {} });

/** Connections of Hookline that are open, by their names. */
async function openConnections(pipeline: Pipeline): Promise<Partial<Record<string, number>>> {
  const rows = await pipeline.rows<{ application_name: string; count: number }>(
    `SELECT application_name, count(*)::int FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'hookline%' GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ application_name: name, count }) => [name, count]));
}

describe('countConnections', () => {
  it.each<[string, WebhooksOptions<never>, number]>([
    ['worker and API', {}, 11],
    ['API alone', { worker: false }, 8],
    ['worker and API, queue in Redis', { queue: { redisUrl: 'redis://localhost' } }, 6],
    ['a larger pool', { database: { poolSize: 10 } }, 17],
  ])('%s', (_, options, expected) => {
    const count = countConnections(resolve(options));
    expect(Object.values(count).reduce((sum: number, n: number) => sum + n, 0)).toBe(expected);
  });

  it('holds under load', async () => {
    const pipeline: Pipeline = await startPipeline();
    try {
      const endpoint = await pipeline.endpoint();
      const deliveries = pipeline.module.get(WebhookDeliveriesService);
      const publish = (number: number) =>
        pipeline.publisher.publish(
          { type: 'order.numbered', data: { number } },
          { tenantId: TENANT, idempotencyKey: `order ${number}` },
        );
      // A few at a time: who waits for a connection for too long is refused.
      for (let first = 0; first < 200; first += 40) {
        const published = Array.from({ length: 40 }, (_, index) => publish(first + index));
        const read = Array.from({ length: 10 }, () => deliveries.listByEndpoint(TENANT, endpoint));
        await Promise.all([...published, ...read]);
      }
      await pipeline.receiver.count(200);
      const count = countConnections(resolve({}));
      const expected = count.statements + count.registry;
      const connections = await eventually(async () => {
        const open = await openConnections(pipeline);
        return (open['hookline'] ?? 0) >= expected && 'hookline-chunks' in open && open;
      });
      expect(connections['hookline']).toBe(expected);
      // The one that listens bears the queue's name.
      expect(connections['hookline-chunks']).toBe(1);
      expect(connections['hookline-queue']).toBeLessThanOrEqual(count.queue + count.worker - 1);
    } finally {
      await pipeline.close();
    }
  });
});

describe('A server with few connections', () => {
  let postgres: RestartablePostgres;
  let client: Client;

  beforeAll(async () => {
    postgres = await RestartablePostgres.start({ max_connections: 16 });
    client = new Client({ connectionString: postgres.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await postgres.stop();
  });

  const start = async (
    options: WebhooksOptions<never>,
    ...imports: DynamicModule[]
  ): Promise<void> => {
    const module = await Test.createTestingModule({
      imports: [
        ...imports,
        WebhooksModule.forRoot({ database: { url: postgres.url }, ...options, http: false }),
      ],
    }).compile();
    await module.close();
  };

  it('is refused when they are fewer than a process needs, with the option to change', async () => {
    const database = { url: postgres.url, poolSize: 10 };
    await expect(start({ database })).rejects.toMatchObject({
      code: 'HOOKLINE_CONNECTIONS_INSUFFICIENT',
      message: expect.stringMatching(
        /needs 17 connections .*10 for statements.*`max_connections` \(16, of which 3 reserved\) allows 13\. .*`database\.poolSize`.*`queue\.redisUrl`/,
      ) as string,
    });
    await expect(start({})).resolves.toBeUndefined();
  });

  it("counts the application's own pool with them", async () => {
    let host: DataSource | undefined;
    const hostModule = TypeOrmModule.forRootAsync({
      useFactory: () => ({ type: 'postgres', url: postgres.url, poolSize: 5 }),
      dataSourceFactory: async (options) =>
        (host = await new DataSource(options as DataSourceOptions).initialize()),
    });
    await expect(start({ database: {} }, hostModule)).rejects.toMatchObject({
      code: 'HOOKLINE_CONNECTIONS_INSUFFICIENT',
      message: expect.stringContaining('5 of the application') as string,
    });
    await host?.destroy();
  });

  it('may set the limit for a role or a database', async () => {
    await client.query('CREATE ROLE narrow CONNECTION LIMIT 9');
    await client.query('SET ROLE narrow');
    const limit = await readConnectionLimit(client);
    await client.query('RESET ROLE');
    expect(limit).toMatchObject({ allowed: 9, setBy: 'the connection limit of the role' });
  });

  it('is worth a warning when others have taken most of them', async () => {
    const count = countConnections(resolve({}));
    const limit = await readConnectionLimit(client);
    expect(limit.inUse).toBeGreaterThan(0);
    expect(describeConnections(count, limit)).toBe(
      'Connections to Postgres: 11 at most (4 for statements, 2 for the registry, 2 for the queue, ' +
        `3 for its worker); 13 allowed, ${limit.inUse} in use`,
    );
    expect(judgeConnections(count, { ...limit, inUse: 2 })).toBeUndefined();
    expect(judgeConnections(count, { ...limit, inUse: 3 })).toMatch(/3 of 13 .* may need 11/);
  });

  it('is not judged through a pooler', () => {
    const limit = { allowed: undefined, setBy: 'a pooler', inUse: 1 };
    const count = countConnections(resolve({ database: { poolSize: 50 } }));
    expect(judgeConnections({ ...count, queue: 0, worker: 0 }, limit)).toBeUndefined();
    expect(judgeConnections(count, limit)).toContain('`database.directUrl`');
    expect(describeConnections(count, limit)).toContain('through a pooler');
  });

  it('is judged by the connections that go past a pooler', () => {
    const count = countConnections(resolve({ database: { poolSize: 50 } }));
    const direct = { ...count, statements: 0, registry: 0 };
    const limit = { allowed: 13, setBy: '`max_connections`', inUse: 1 };
    expect(judgeConnections(direct, limit)).toBeUndefined();
    expect(describeConnections(count, limit, direct)).toContain(
      '5 of them by `database.directUrl`; 13 allowed, 1 in use',
    );
  });
});
