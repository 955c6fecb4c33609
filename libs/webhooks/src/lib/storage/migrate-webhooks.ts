import { migrate } from './migrator';
import { PrimaryClient } from './primary-client';

/**
 * Migrates the schema `hookline`, for deployments with `migrations: 'manual'`. Safe to call from
 * several machines at once. Answers the names of the steps that ran.
 * @example await migrateWebhooks(process.env.DATABASE_URL);
 */
export async function migrateWebhooks(connectionString: string): Promise<string[]> {
  const client = new PrimaryClient({ connectionString, application_name: 'hookline-migrate' });
  await client.connect();
  try {
    return await migrate(client);
  } finally {
    await client.end();
  }
}
