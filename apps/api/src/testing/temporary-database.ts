import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** A database of a test's own. */
export interface TemporaryDatabase {
  url: string;
  drop(): Promise<void>;
}

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function adminUrl(): string {
  const url = process.env['HOOKLINE_TEST_DATABASE_URL'];
  if (!url) throw new Error('HOOKLINE_TEST_DATABASE_URL is not set; run the tests with jest.');
  return url;
}

/** Makes an empty database on the test run's server. */
export async function createTemporaryDatabase(): Promise<TemporaryDatabase> {
  const name = `api_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`CREATE DATABASE ${name}`);
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
