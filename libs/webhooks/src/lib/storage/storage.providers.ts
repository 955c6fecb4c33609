import { type Provider } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { PoolConfig } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { DatabaseUnreachableError } from '../common/errors/database-unreachable.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { resolveConnection } from './connection';
import { Database, DATABASE, HOOKLINE_DATA_SOURCE } from './database';
import { ENTITIES } from './entities';
import { HeardClient } from './heard-client';
import { assertMigrated, migrate } from './migrator';

/** Injection token of the connection that all of Hookline's own clients use. */
export const CONNECTION = Symbol('hookline:connection');

/** Connections of the TypeORM data source, which serves only the registry and the history. */
const DATA_SOURCE_POOL_SIZE = 2;
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * After which a statement is given up with its connection, which may have gone dark. Whether it was
 * carried out is unknown then: `Stocktaking` finds what it left behind.
 */
const QUERY_TIMEOUT_MS = 10_000;

/**
 * Connects, migrates or checks the schema, and provides both ways to the tables.
 * @param dataSource name of the host's TypeORM data source; the unnamed one by default
 */
export function storageProviders(dataSource?: string): Provider[] {
  return [
    {
      provide: CONNECTION,
      inject: [WEBHOOKS_CONFIG, { token: getDataSourceToken(dataSource), optional: true }],
      useFactory: async (config: WebhooksConfig, host?: DataSource): Promise<PoolConfig> => {
        const connection = resolveConnection(config.database, host);
        await prepareSchema(connection, config.migrations);
        return connection;
      },
    },
    {
      provide: DATABASE,
      inject: [CONNECTION, WEBHOOKS_CONFIG],
      useFactory: (connection: PoolConfig, config: WebhooksConfig): Database =>
        new Database({
          ...connection,
          max: config.database.poolSize,
          connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
          query_timeout: QUERY_TIMEOUT_MS,
          Client: HeardClient,
        }),
    },
    {
      provide: HOOKLINE_DATA_SOURCE,
      inject: [CONNECTION],
      useFactory: (connection: PoolConfig): Promise<DataSource> =>
        createDataSource(connection).initialize(),
    },
  ];
}

async function prepareSchema(
  connection: PoolConfig,
  migrations: WebhooksConfig['migrations'],
): Promise<void> {
  const client = new HeardClient({ ...connection, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // The loss of the connection rejects the query that waits, too; unheard here, it ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnreachableError(
      `WebhooksModule: Postgres does not answer (${(error as Error).message}). Start it, or correct ` +
        '`database.url` or the TypeORM connection.   [HOOKLINE_DATABASE_UNREACHABLE]',
      { cause: error },
    );
  }
  try {
    if (migrations === 'auto') await migrate(client);
    else await assertMigrated(client);
  } finally {
    await client.end();
  }
}

/** A data source of our own, so that the host's `synchronize`, naming strategy or prefix never meets our tables. */
function createDataSource(connection: PoolConfig): DataSource {
  const { connectionString, user, password, database, host, port, ssl } = connection;
  return new DataSource({
    type: 'postgres',
    schema: 'hookline',
    entities: ENTITIES,
    synchronize: false,
    logging: false,
    poolSize: DATA_SOURCE_POOL_SIZE,
    applicationName: 'hookline',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { query_timeout: QUERY_TIMEOUT_MS, Client: HeardClient },
    installExtensions: false,
    ...(connectionString !== undefined && { url: connectionString }),
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password: password as string }),
    ...(database !== undefined && { database }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(ssl !== undefined && { ssl }),
  } as DataSourceOptions);
}
