import type { PoolConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { DatabaseMissingError } from '../common/errors/database-missing.error';
import type { WebhooksConfig } from '../webhooks.config';
import { PrimaryClient, type PrimaryClientConfig } from './primary-client';

/** The operating system's own default is two hours: a connection that went dark would hang as long. */
const KEEP_ALIVE_DELAY_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** How Hookline's own connections are made; all of them are those of one process, see {@link PrimaryClient}. */
export interface Connections {
  /** For the statements of every day. */
  standard: PoolConfig;
  /** For migrations and the queue in Postgres; another server only when `database.directUrl` is set. */
  direct: PoolConfig;
}

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
export function resolveConnections(
  { url, directUrl }: WebhooksConfig['database'],
  dataSource: DataSource | undefined,
): Connections {
  const target = url === undefined ? targetOf(dataSource) : { connectionString: url };
  if (target === undefined) {
    throw new DatabaseMissingError(
      'WebhooksModule: no Postgres to work on. Import TypeOrmModule.forRoot({ type: "postgres", … }) ' +
        'or pass `database: { url }`.   [HOOKLINE_DATABASE_MISSING]',
    );
  }
  const own: PoolConfig & PrimaryClientConfig = {
    application_name: 'hookline',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    Client: PrimaryClient,
    peers: new Set(),
  };
  const standard = { ...own, ...target };
  const direct = directUrl === undefined ? standard : { ...own, connectionString: directUrl };
  return { standard, direct };
}

/** Where a host's data source connects to, as `pg` says it; `undefined` when that is no Postgres. */
export function targetOf(dataSource: DataSource | undefined): PoolConfig | undefined {
  const fields = dataSource?.options as PostgresDataSourceFields | undefined;
  if (fields === undefined || !['postgres', 'cockroachdb'].includes(fields.type)) return undefined;
  return fromFields(fields.replication?.master ?? fields);
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
