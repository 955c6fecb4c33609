import './jest.global-setup';
import { Client } from 'pg';

/** Runs in the process of the set-up. */
export default async function tearDown(): Promise<void> {
  await dropTemplate();
  await globalThis.hooklineTestServers?.stop();
}

/** On a server that was given, nothing of the run stays behind. */
async function dropTemplate(): Promise<void> {
  const client = new Client({ connectionString: process.env['HOOKLINE_TEST_DATABASE_URL'] });
  await client.connect();
  try {
    const name = process.env['HOOKLINE_TEST_TEMPLATE'];
    // One that could not be migrated has not got its name.
    for (const each of [name, `${name}_new`]) await client.query(`DROP DATABASE IF EXISTS ${each}`);
  } finally {
    await client.end();
  }
}
