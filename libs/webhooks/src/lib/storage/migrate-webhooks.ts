import { Client } from 'pg';
import { migrate } from './migrator';

/**
 * Migrates the schema `hookline`, for deployments with `migrations: 'manual'`. Safe to call from
 * several machines at once. Answers the names of the steps that ran.
 * @example await migrateWebhooks(process.env.DATABASE_URL);
 */
export async function migrateWebhooks(connectionString: string): Promise<string[]> {
  const client = new Client({ connectionString, application_name: 'hookline-migrate' });
  // The loss of the connection rejects the query that waits, too; unheard here, it ends the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await migrate(client);
  } finally {
    await client.end();
  }
}
