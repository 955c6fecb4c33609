import { migrateTables, withMigrationClient } from '@hookline/webhooks';
import { DOCUMENT_TABLES } from './document-tables';

/**
 * Makes or changes the tables of this package, for deployments with `migrations: 'manual'`. Call it after
 * `migrateWebhooks()`. Safe to call from several machines at once. Answers the names of the steps that ran.
 * @example await migrateDocumentEvents(process.env.DATABASE_URL);
 */
export function migrateDocumentEvents(connectionString: string): Promise<string[]> {
  return withMigrationClient(connectionString, (client) => migrateTables(client, DOCUMENT_TABLES));
}
