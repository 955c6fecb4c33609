import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { acquireServer } from './postgres-server';

/** A database that exists for one application under test, and those that share it. */
export interface TestDatabase {
  name: string;
  url: string;
  drop(): Promise<void>;
}

/**
 * Creates an empty database.
 * @param variable reads an environment variable as it is without the applications under test
 */
export async function createTestDatabase(
  variable: (name: string) => string | undefined,
): Promise<TestDatabase> {
  const server = await acquireServer(variable);
  const name = `hookline_test_${randomBytes(8).toString('hex')}`;
  try {
    await run(server.url, `CREATE DATABASE ${name}`);
  } catch (error) {
    await server.release();
    throw error;
  }
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    drop: async () => {
      try {
        await run(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      } finally {
        await server.release();
      }
    },
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'hookline-testing' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
