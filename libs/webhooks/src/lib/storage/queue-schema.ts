import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import type { ClientBase } from 'pg';
import { MigrationsPendingError } from '../common/errors/migrations-pending.error';
import { DEFAULTS, type WebhooksConfig } from '../webhooks.config';

/** Where BullMQ's tables are unless `queue.schema` says otherwise. */
export const DEFAULT_QUEUE_SCHEMA = DEFAULTS.queue.schema;

/** What Postgres answers when a table, or its schema, does not exist, or may not be used. */
const MISSING = ['42P01', '3F000', '42501'];

/** Whether wake-up jobs go over Postgres. */
export function isQueueOnPostgres({ queue }: Pick<WebhooksConfig, 'queue'>): boolean {
  return queue.redisUrl === undefined && queue.redis === undefined;
}

/** Brings BullMQ's tables up to the version that is installed. */
export async function migrateQueue(client: ClientBase, schema: string): Promise<void> {
  await runMigrations(client, schema);
}

/**
 * For `migrations: 'manual'`: makes sure that BullMQ's tables are those that the installed version needs.
 * @throws MigrationsPendingError when they are not
 */
export async function assertQueueMigrated(client: ClientBase, schema: string): Promise<void> {
  if ((await versionOf(client, schema)) >= LATEST_SCHEMA_VERSION) return;
  throw new MigrationsPendingError(
    `WebhooksModule: the queue's tables in the schema "${schema}" are missing or old. Call ` +
      `migrateWebhooks(connectionString, { queueSchema: '${schema}' }) when you deploy, or set ` +
      "`migrations: 'auto'`.   [HOOKLINE_MIGRATIONS_PENDING]",
  );
}

async function versionOf(client: ClientBase, schema: string): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, schema);
  } catch (error) {
    const { code, name } = error as { code?: string; name?: string };
    if (name === 'SchemaMigrationRequiredError' || MISSING.includes(code ?? '')) return 0;
    throw error;
  }
}
