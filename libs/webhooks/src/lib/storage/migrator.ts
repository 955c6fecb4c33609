import type { ClientBase } from 'pg';
import { MigrationsPendingError } from '../common/errors/migrations-pending.error';
import { SchemaNewerError } from '../common/errors/schema-newer.error';
import { initial } from './migrations/0001-initial';
import { hotTables } from './migrations/0002-hot-tables';
import { heldIndex } from './migrations/0003-held-index';
import { urlCredentials } from './migrations/0004-url-credentials';
import { endpointTrust } from './migrations/0005-endpoint-trust';
import { inboundMessages } from './migrations/0006-inbound-messages';
import { access } from './migrations/0007-access';
import { deliveryLists } from './migrations/0008-delivery-lists';
import { publishing } from './migrations/0009-publishing';
import { statisticsAndRetention } from './migrations/0010-statistics-and-retention';
import { ascendingIndexes } from './migrations/0011-ascending-indexes';
import { eventExpiry } from './migrations/0012-event-expiry';
import { endpointFailures } from './migrations/0013-endpoint-failures';
import { laneSettings } from './migrations/0014-lane-settings';
import { lanes } from './migrations/0015-lanes';
import { steadyWorkers } from './migrations/0016-steady-workers';
import type { Migration } from './migrations/migration';

/** Every step of the schema, in order. A released step never changes. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  hotTables,
  heldIndex,
  urlCredentials,
  endpointTrust,
  inboundMessages,
  access,
  deliveryLists,
  publishing,
  statisticsAndRetention,
  ascendingIndexes,
  eventExpiry,
  endpointFailures,
  laneSettings,
  lanes,
  steadyWorkers,
];

/** Tables in the schema `hookline` that are migrated together, with a ledger of their own. */
export interface TableSet {
  /** The package that they belong to, for messages. */
  package: string;
  /** How they are migrated when that is left to a deployment, for messages. */
  call: string;
  /** Name of the ledger's table in the schema; lower-case letters and `_`. */
  ledger: string;
  /** Every step, in order. A released step never changes. */
  steps: readonly Migration[];
}

const OWN_TABLES: TableSet = {
  package: '@hookline/webhooks',
  call: 'migrateWebhooks(connectionString)',
  ledger: 'migration',
  steps: MIGRATIONS,
};

/** As little of a client as migrating needs. */
export type MigrationClient = Pick<ClientBase, 'query'>;

/** Key of the advisory lock that lets one process migrate at a time: the bytes of "hook". */
const LOCK_KEY = 0x686f6f6b;

/**
 * Brings the schema up to this version, each step in a transaction of its own. Processes that start
 * together wait for each other; the lock is the transaction's, so that it also holds behind a pooler.
 * Answers the names of the steps that ran.
 * @throws SchemaNewerError when a newer Hookline has migrated it already
 */
export async function migrate(
  client: MigrationClient,
  tables: TableSet = OWN_TABLES,
): Promise<string[]> {
  const ran: string[] = [];
  for (;;) {
    const step = await applyNext(client, tables);
    if (step === undefined) return ran;
    ran.push(step);
  }
}

/**
 * For `migrations: 'manual'`: makes sure that the schema is the one this version needs.
 * @throws MigrationsPendingError when steps are missing, SchemaNewerError when there are unknown ones
 */
export async function assertMigrated(
  client: MigrationClient,
  tables: TableSet = OWN_TABLES,
): Promise<void> {
  const { rows } = await client.query<{ ledger: string | null }>(
    `SELECT to_regclass('hookline.${tables.ledger}')::text AS ledger`,
  );
  const pending = rows[0]?.ledger == null ? tables.steps : await pendingMigrations(client, tables);
  if (pending.length === 0) return;
  throw new MigrationsPendingError(
    `WebhooksModule: the schema "hookline" lacks ${pending.map(({ name }) => `"${name}"`).join(', ')}. ` +
      `Call ${tables.call} when you deploy, or set \`migrations: 'auto'\`.   [HOOKLINE_MIGRATIONS_PENDING]`,
  );
}

async function pendingMigrations(
  client: MigrationClient,
  { package: owner, ledger, steps }: TableSet,
): Promise<Migration[]> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT version FROM hookline.${ledger}`,
  );
  const applied = new Set(rows.map(({ version }) => version));
  const newest = Math.max(0, ...applied);
  const known = steps[steps.length - 1]?.version ?? 0;
  if (newest > known) {
    throw new SchemaNewerError(
      `WebhooksModule: the schema "hookline" is at version ${newest}, this package knows ${known}. ` +
        `Start the version of ${owner} that migrated it, or a newer one.   [HOOKLINE_SCHEMA_NEWER]`,
    );
  }
  return steps.filter(({ version }) => !applied.has(version));
}

/** Applies the first step that is missing; answers its name, `undefined` when none is. */
async function applyNext(client: MigrationClient, tables: TableSet): Promise<string | undefined> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
    await client.query('CREATE SCHEMA IF NOT EXISTS hookline');
    await client.query(
      `CREATE TABLE IF NOT EXISTS hookline.${tables.ledger} (
         version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
    );
    const [step] = await pendingMigrations(client, tables);
    if (step !== undefined) {
      await client.query(step.sql);
      await client.query(`INSERT INTO hookline.${tables.ledger} (version, name) VALUES ($1, $2)`, [
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
