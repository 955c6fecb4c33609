import { Logger, type Provider } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { PoolConfig } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { DatabaseReadOnlyError } from '../common/errors/database-read-only.error';
import { DatabaseUnreachableError } from '../common/errors/database-unreachable.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { type Connections, resolveConnections } from './connection';
import {
  applicationPoolSize,
  type ConnectionCount,
  countConnections,
  REGISTRY_CONNECTIONS,
} from './connection-count';
import { describeConnections, judgeConnections, readConnectionLimit } from './connection-limit';
import { Database, DATABASE, HOOKLINE_DATA_SOURCE, HOST_DATA_SOURCE } from './database';
import { ENTITIES } from './entities';
import { assertMigrated, migrate } from './migrator';
import { PrimaryClient } from './primary-client';
import { assertQueueMigrated, isQueueOnPostgres } from './queue-schema';

/** Injection token of the {@link Connections} that all of Hookline's own clients use. */
export const CONNECTIONS = Symbol('hookline:connections');

/**
 * After which a statement is given up with its connection, which may have gone dark. Whether it was
 * carried out is unknown then: `Stocktaking` finds what it left behind.
 */
const QUERY_TIMEOUT_MS = 10_000;
/** The longest that the data source may go on reading from a server that is no primary any more. */
const DATA_SOURCE_LIFETIME_S = 60;

/** What does not go past a pooler. */
const NOTHING_BUT_QUEUE = { statements: 0, registry: 0, application: 0 };

/**
 * Connects, migrates or checks the schema, and provides both ways to the tables.
 * @param dataSource name of the host's TypeORM data source; the unnamed one by default
 */
export function storageProviders(dataSource?: string): Provider[] {
  return [
    {
      provide: CONNECTIONS,
      inject: [WEBHOOKS_CONFIG, { token: getDataSourceToken(dataSource), optional: true }],
      useFactory: async (config: WebhooksConfig, host?: DataSource): Promise<Connections> => {
        const connections = resolveConnections(config.database, host);
        const count = countConnections(config, applicationPoolSize(host, connections));
        await prepare(connections, config, count);
        return connections;
      },
    },
    {
      provide: HOST_DATA_SOURCE,
      inject: [WEBHOOKS_CONFIG, { token: getDataSourceToken(dataSource), optional: true }],
      // With a connection of our own it may be another database, without our tables.
      useFactory: ({ database }: WebhooksConfig, host?: DataSource): DataSource | undefined =>
        database.url === undefined ? host : undefined,
    },
    {
      provide: DATABASE,
      inject: [CONNECTIONS, WEBHOOKS_CONFIG],
      useFactory: ({ standard }: Connections, { database }: WebhooksConfig): Database =>
        new Database(
          { ...standard, max: database.poolSize, query_timeout: QUERY_TIMEOUT_MS },
          { prepared: database.preparedStatements },
        ),
    },
    {
      provide: HOOKLINE_DATA_SOURCE,
      inject: [CONNECTIONS],
      useFactory: ({ standard }: Connections): Promise<DataSource> =>
        createDataSource(standard).initialize(),
    },
  ];
}

/** Looks whether the server has room for this process, and brings or checks the schema. */
async function prepare(
  { standard, direct }: Connections,
  config: WebhooksConfig,
  count: ConnectionCount,
): Promise<void> {
  const client = await connect(direct);
  try {
    const limit = await readConnectionLimit(client);
    const logger = new Logger('Hookline');
    const here = direct === standard ? count : { ...count, ...NOTHING_BUT_QUEUE };
    logger.log(describeConnections(count, limit, here));
    const warning = judgeConnections(here, limit);
    if (warning !== undefined) logger.warn(warning);
    if (config.migrations === 'auto') await migrate(client);
    else await assertAllMigrated(client, config);
  } finally {
    await client.end();
  }
}

async function assertAllMigrated(client: PrimaryClient, config: WebhooksConfig): Promise<void> {
  await assertMigrated(client);
  if (isQueueOnPostgres(config)) await assertQueueMigrated(client, config.queue.schema);
}

async function connect(connection: PoolConfig): Promise<PrimaryClient> {
  const client = new PrimaryClient(connection);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (error instanceof DatabaseReadOnlyError) throw error;
    throw new DatabaseUnreachableError(
      `WebhooksModule: Postgres does not answer (${(error as Error).message}). Start it, or correct ` +
        '`database.url` or the TypeORM connection.   [HOOKLINE_DATABASE_UNREACHABLE]',
      { cause: error },
    );
  }
}

/** A data source of our own, so that the host's `synchronize`, naming strategy or prefix never meets our tables. */
function createDataSource({ connectionString, ...own }: PoolConfig): DataSource {
  const { user, password, database, host, port, ssl, ...extra } = own;
  return new DataSource({
    type: 'postgres',
    schema: 'hookline',
    entities: ENTITIES,
    synchronize: false,
    logging: false,
    poolSize: REGISTRY_CONNECTIONS,
    extra: {
      ...extra,
      query_timeout: QUERY_TIMEOUT_MS,
      maxLifetimeSeconds: DATA_SOURCE_LIFETIME_S,
    },
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
