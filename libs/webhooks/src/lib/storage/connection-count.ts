import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { WebhooksConfig } from '../webhooks.config';
import { isQueueOnPostgres } from './queue-schema';
import { targetOf, type Connections } from './connection';

/** Connections of the TypeORM data source, which serves only the registry and the history. */
export const REGISTRY_CONNECTIONS = 2;
/** Connections of a queue, or of a worker's queue, on Postgres, beside the one that listens. */
export const QUEUE_CONNECTIONS = 2;
const LISTENING_CONNECTIONS = 1;
/** What `pg` makes of a pool without a size. */
const DEFAULT_POOL_SIZE = 10;

/** Most connections to Postgres that one process holds, by what they are for. */
export interface ConnectionCount {
  /** Publishing, recording, sweeping: `database.poolSize`. */
  statements: number;
  registry: number;
  /** Adding wake-up jobs; none with the queue in Redis. */
  queue: number;
  /** Taking wake-up jobs, and listening for them; none in a process that only publishes. */
  worker: number;
  /** The application's own pool, when it is known and on the same server. */
  application: number;
}

/** Counts what a process with this configuration will hold. */
export function countConnections(
  config: Pick<WebhooksConfig, 'database' | 'queue' | 'worker'>,
  applicationPool = 0,
): ConnectionCount {
  const onPostgres = isQueueOnPostgres(config);
  return {
    statements: config.database.poolSize,
    registry: REGISTRY_CONNECTIONS,
    queue: onPostgres ? QUEUE_CONNECTIONS : 0,
    worker: onPostgres && config.worker ? QUEUE_CONNECTIONS + LISTENING_CONNECTIONS : 0,
    application: applicationPool,
  };
}

/** Size of the application's pool, 0 when there is none on the server that Hookline uses. */
export function applicationPoolSize(
  dataSource: DataSource | undefined,
  { standard }: Connections,
): number {
  const target = targetOf(dataSource);
  if (dataSource === undefined || target === undefined) return 0;
  const ours = new Client(standard);
  const theirs = new Client(target);
  if (ours.host !== theirs.host || ours.port !== theirs.port) return 0;
  const { poolSize, extra } = dataSource.options as {
    poolSize?: number;
    extra?: { max?: number };
  };
  return extra?.max ?? poolSize ?? DEFAULT_POOL_SIZE;
}
