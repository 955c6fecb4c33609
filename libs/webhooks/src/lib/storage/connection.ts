import type { PoolConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { DatabaseMissingError } from '../common/errors/database-missing.error';
import type { WebhooksConfig } from '../webhooks.config';

/** The operating system's own default is two hours: a connection that went dark would hang as long. */
const KEEP_ALIVE_DELAY_MS = 10_000;

/** The fields of a TypeORM Postgres data source that say where it connects. */
interface PostgresDataSourceFields {
  type: string;
  url?: string;
  host?: string;
  port?: number;
  username?: string;
  password?: PoolConfig['password'];
  database?: string;
  ssl?: PoolConfig['ssl'];
  extra?: Partial<PoolConfig>;
  replication?: { master: Omit<PostgresDataSourceFields, 'type'> };
}

/**
 * How Hookline's own connections are made: `database.url`, or the same server as the host's data
 * source.
 * @throws DatabaseMissingError when there is neither
 */
export function resolveConnection(
  database: WebhooksConfig['database'],
  dataSource: DataSource | undefined,
): PoolConfig {
  const common = {
    application_name: 'hookline',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
  };
  if (database.url !== undefined) return { ...common, connectionString: database.url };
  const fields = dataSource?.options as PostgresDataSourceFields | undefined;
  if (fields === undefined || !['postgres', 'cockroachdb'].includes(fields.type)) {
    throw new DatabaseMissingError(
      'WebhooksModule: no Postgres to work on. Import TypeOrmModule.forRoot({ type: "postgres", … }) ' +
        'or pass `database: { url }`.   [HOOKLINE_DATABASE_MISSING]',
    );
  }
  return { ...common, ...fromFields(fields.replication?.master ?? fields) };
}

function fromFields(fields: Omit<PostgresDataSourceFields, 'type' | 'replication'>): PoolConfig {
  const config: PoolConfig = {};
  if (fields.url !== undefined) config.connectionString = fields.url;
  if (fields.host !== undefined) config.host = fields.host;
  if (fields.port !== undefined) config.port = fields.port;
  if (fields.username !== undefined) config.user = fields.username;
  if (fields.password !== undefined) config.password = fields.password;
  if (fields.database !== undefined) config.database = fields.database;
  const ssl = fields.ssl ?? fields.extra?.ssl;
  if (ssl !== undefined) config.ssl = ssl;
  return config;
}
