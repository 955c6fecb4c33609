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

/** "spec": the key of the lock under which the template of a test run is made. */
const TEMPLATE_LOCK = 0x73706563;

/** Creates an empty database, or a copy of another, and answers its URL and how to drop it. */
export async function createEmptyDatabase(
  serverUrl = process.env['HOOKLINE_TEST_DATABASE_URL'],
  template = 'template1',
): Promise<{ url: string; drop(): Promise<void> }> {
  if (serverUrl === undefined) throw new Error('HOOKLINE_TEST_DATABASE_URL is not set');
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await asAdmin(serverUrl, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`),
  );
  return {
    url: urlOf(serverUrl, name),
    drop: () =>
      asAdmin(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** Creates a migrated database with both of Hookline's ways to it. */
export async function createTestDatabase(poolSize = 4, serverUrl?: string): Promise<TestDatabase> {
  const { url, drop } = await createMigratedDatabase(serverUrl);
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

/** A copy of the run's template; on another server than the run's, migrated by itself. */
async function createMigratedDatabase(serverUrl?: string): ReturnType<typeof createEmptyDatabase> {
  const runUrl = process.env['HOOKLINE_TEST_DATABASE_URL'];
  const template = process.env['HOOKLINE_TEST_TEMPLATE'];
  if (runUrl === undefined || template === undefined || (serverUrl ?? runUrl) !== runUrl) {
    const database = await createEmptyDatabase(serverUrl);
    await migrateWebhooks(database.url);
    return database;
  }
  await provideTemplate(runUrl, template);
  return createEmptyDatabase(runUrl, template);
}

/** The first of a run migrates; a copy costs a third of a migration. */
async function provideTemplate(serverUrl: string, name: string): Promise<void> {
  await asAdmin(serverUrl, async (client) => {
    const exists = async (): Promise<boolean> =>
      (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
    if (await exists()) return;
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (await exists()) return;
    // Under its name only when it is done.
    await client.query(`CREATE DATABASE ${name}_new`);
    await migrateWebhooks(urlOf(serverUrl, `${name}_new`));
    await client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
  });
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(
  serverUrl: string,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
