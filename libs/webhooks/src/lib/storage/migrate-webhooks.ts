import type { ClientBase } from 'pg';
import { migrate } from './migrator';
import { PrimaryClient } from './primary-client';
import { DEFAULT_QUEUE_SCHEMA, migrateQueue } from './queue-schema';

/** What {@link migrateWebhooks} migrates beside the schema `hookline`. */
export interface MigrateWebhooksOptions {
  /** The option `queue.schema`; `false` when the queue is in Redis. @default 'hookline_bullmq' */
  queueSchema?: string | false;
}

/**
 * Migrates the schema `hookline`, and the one of the queue in Postgres, for deployments with
 * `migrations: 'manual'`. Safe to call from several machines at once. Answers the names of the steps of
 * `hookline` that ran.
 * @example await migrateWebhooks(process.env.DATABASE_URL);
 */
export async function migrateWebhooks(
  connectionString: string,
  { queueSchema = DEFAULT_QUEUE_SCHEMA }: MigrateWebhooksOptions = {},
): Promise<string[]> {
  return withMigrationClient(connectionString, async (client) => {
    const steps = await migrate(client);
    if (queueSchema !== false) await migrateQueue(client, queueSchema);
    return steps;
  });
}

/** A connection for {@link migrate}, to a server that takes writes, for as long as `work` takes. */
export async function withMigrationClient<Result>(
  connectionString: string,
  work: (client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = new PrimaryClient({ connectionString, application_name: 'hookline-migrate' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
