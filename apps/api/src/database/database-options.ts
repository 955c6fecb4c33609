import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { ApiConfig } from '../config/api-config';
import { migrate } from './migrate';
import { Initial1760000000000 } from './migrations/1760000000000-initial';
import { Domains1770000000000 } from './migrations/1770000000000-domains';
import { Documents1780000000000 } from './migrations/1780000000000-documents';

const CONNECT_TIMEOUT_MS = 5_000;

/** How the host connects to its database. */
export function databaseOptions({ database }: ApiConfig): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    url: database.url,
    poolSize: database.poolSize,
    applicationName: 'hookline-api',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    autoLoadEntities: true,
    synchronize: false,
    migrations: [Initial1760000000000, Domains1770000000000, Documents1780000000000],
    migrationsTableName: 'api_migrations',
    // The start has checked the connection already; a failure now is to be told, not repeated.
    retryAttempts: 1,
  };
}

/** A connected data source on the newest schema. */
export async function openDatabase(options?: DataSourceOptions): Promise<DataSource> {
  if (!options) throw new Error('TypeORM was set up without options.');
  const dataSource = await new DataSource(options).initialize();
  try {
    await migrate(dataSource);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
