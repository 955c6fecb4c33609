import { randomBytes } from 'node:crypto';
import { Client, type PoolConfig } from 'pg';
import { DataSource } from 'typeorm';
import { Database } from '../lib/storage/database';
import { ENTITIES } from '../lib/storage/entities';
import { migrateWebhooks } from '../lib/storage/migrate-webhooks';

/** A database of a spec file's own, on the server of the test run, with the real migrations. */
export interface TestDatabase {
  url: string;
  connection: PoolConfig;
  database: Database;
  dataSource: DataSource;
  drop(): Promise<void>;
}

/** Creates an empty database and answers its URL and how to drop it. */
export async function createEmptyDatabase(
  serverUrl = process.env['HOOKLINE_TEST_DATABASE_URL'],
): Promise<{ url: string; drop(): Promise<void> }> {
  if (serverUrl === undefined) throw new Error('HOOKLINE_TEST_DATABASE_URL is not set');
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await asAdmin(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => asAdmin(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Creates a migrated database with both of Hookline's ways to it. */
export async function createTestDatabase(poolSize = 4, serverUrl?: string): Promise<TestDatabase> {
  const { url, drop } = await createEmptyDatabase(serverUrl);
  await migrateWebhooks(url, { queueSchema: false });
  const connection: PoolConfig = { connectionString: url };
  const database = new Database({ ...connection, max: poolSize });
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    schema: 'hookline',
    entities: ENTITIES,
    poolSize: 2,
  }).initialize();
  return {
    url,
    connection,
    database,
    dataSource,
    drop: async () => {
      await database.close();
      await dataSource.destroy();
      await drop();
    },
  };
}

async function asAdmin(serverUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
