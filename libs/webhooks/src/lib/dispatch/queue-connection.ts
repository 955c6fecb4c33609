import {
  type BackendFactory,
  getDefaultBackendFactory,
  type QueueOptions as BullQueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import type { PoolConfig } from 'pg';
import { QUEUE_CONNECTIONS } from '../storage/connection-count';
import { isQueueOnPostgres } from '../storage/queue-schema';
import type { WebhooksConfig } from '../webhooks.config';
import { createPatientPostgresBackend } from './patient-postgres-backend';

/** After which a statement of the queue is given up; long, because the first of them migrate. */
const QUERY_TIMEOUT_MS = 30_000;
/** BullMQ's own goes up to 20 s; everything has to work again 10 s after a cause is gone. */
const MAX_RECONNECT_MS = 2_000;
const RECONNECT_STEP_MS = 100;

/** The host's delays, attempts and strategies are not for us. */
const OWN = { defaultJobOptions: {}, settings: {} };

/** Marks a BullMQ connection as ours and on Postgres. BullMQ reads its fields like those of a plain object. */
class PostgresQueueConnection {
  readonly max = QUEUE_CONNECTIONS;
  readonly query_timeout = QUERY_TIMEOUT_MS;

  constructor(
    connection: PoolConfig,
    readonly schema: string,
    readonly migrate: boolean,
  ) {
    Object.assign(this, connection, { application_name: 'hookline-queue' });
  }
}

/**
 * BullMQ's options for this process. @nestjs/bullmq lays them over the host's default configuration,
 * so what would change our jobs is set here, too.
 * @param producer whether it adds jobs: a producer fails at once when Redis is away, instead of
 * gathering jobs in memory, while a worker waits for it
 */
export function queueOptions(
  config: WebhooksConfig,
  connection: PoolConfig,
  producer: boolean,
): BullQueueOptions {
  const { redisUrl, redis, prefix, schema } = config.queue;
  if (isQueueOnPostgres(config)) {
    installPostgresBackend();
    const auto = config.migrations === 'auto';
    const postgres = new PostgresQueueConnection(connection, schema, auto);
    return { ...OWN, prefix, connection: postgres };
  }
  const { tls, ...server } = redis ?? {};
  return {
    ...OWN,
    prefix,
    connection: {
      ...(redisUrl !== undefined ? { url: redisUrl } : server),
      ...(tls === true && { tls: {} }),
      retryStrategy: (times: number) => Math.min(times * RECONNECT_STEP_MS, MAX_RECONNECT_MS),
      ...(producer ? { enableOfflineQueue: false } : { maxRetriesPerRequest: null }),
    },
  };
}

let installed: BackendFactory | undefined;

/**
 * @nestjs/bullmq has no option for the backend, and BullMQ's default holds for the whole process. So
 * the default becomes one that knows our connections and leaves all others, the host's queues above
 * all, to the default that was there before.
 */
function installPostgresBackend(): void {
  const previous = getDefaultBackendFactory();
  if (previous === installed) return;
  installed = (name, options, factoryOptions) =>
    options.connection instanceof PostgresQueueConnection
      ? createPatientPostgresBackend(name, options, factoryOptions)
      : previous(name, options, factoryOptions);
  setDefaultBackendFactory(installed);
}
