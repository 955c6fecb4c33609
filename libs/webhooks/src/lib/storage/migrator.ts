import type { ClientBase } from 'pg';
import { MigrationsPendingError } from '../common/errors/migrations-pending.error';
import { SchemaNewerError } from '../common/errors/schema-newer.error';
import { initial } from './migrations/0001-initial';
import { hotTables } from './migrations/0002-hot-tables';
import { heldIndex } from './migrations/0003-held-index';
import type { Migration } from './migrations/migration';

/** Every step of the schema, in order. A released step never changes. */
export const MIGRATIONS: readonly Migration[] = [initial, hotTables, heldIndex];

/** Key of the advisory lock that lets one process migrate at a time: the bytes of "hook". */
const LOCK_KEY = 0x686f6f6b;

/**
 * Brings the schema up to this version, each step in a transaction of its own. Processes that start
 * together wait for each other; the lock is the transaction's, so that it also holds behind a pooler.
 * Answers the names of the steps that ran.
 * @throws SchemaNewerError when a newer Hookline has migrated it already
 */
export async function migrate(client: ClientBase): Promise<string[]> {
  const ran: string[] = [];
  for (;;) {
    const step = await applyNext(client);
    if (step === undefined) return ran;
    ran.push(step);
  }
}

/**
 * For `migrations: 'manual'`: makes sure that the schema is the one this version needs.
 * @throws MigrationsPendingError when steps are missing, SchemaNewerError when there are unknown ones
 */
export async function assertMigrated(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ ledger: string | null }>(
    `SELECT to_regclass('hookline.migration')::text AS ledger`,
  );
  const pending = rows[0]?.ledger == null ? MIGRATIONS : await pendingMigrations(client);
  if (pending.length === 0) return;
  throw new MigrationsPendingError(
    `WebhooksModule: the schema "hookline" lacks ${pending.map(({ name }) => `"${name}"`).join(', ')}. ` +
      "Call migrateWebhooks(connectionString) when you deploy, or set `migrations: 'auto'`.   [HOOKLINE_MIGRATIONS_PENDING]",
  );
}

async function pendingMigrations(client: ClientBase): Promise<Migration[]> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT version FROM hookline.migration',
  );
  const applied = new Set(rows.map(({ version }) => version));
  const newest = Math.max(0, ...applied);
  const known = MIGRATIONS[MIGRATIONS.length - 1]?.version ?? 0;
  if (newest > known) {
    throw new SchemaNewerError(
      `WebhooksModule: the schema "hookline" is at version ${newest}, this package knows ${known}. ` +
        'Start the version of @hookline/webhooks that migrated it, or a newer one.   [HOOKLINE_SCHEMA_NEWER]',
    );
  }
  return MIGRATIONS.filter(({ version }) => !applied.has(version));
}

/** Applies the first step that is missing; answers its name, `undefined` when none is. */
async function applyNext(client: ClientBase): Promise<string | undefined> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
    await client.query('CREATE SCHEMA IF NOT EXISTS hookline');
    await client.query(
      `CREATE TABLE IF NOT EXISTS hookline.migration (
         version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
    );
    const [step] = await pendingMigrations(client);
    if (step !== undefined) {
      await client.query(step.sql);
      await client.query('INSERT INTO hookline.migration (version, name) VALUES ($1, $2)', [
        step.version,
        step.name,
      ]);
    }
    await client.query('COMMIT');
    return step?.name;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
