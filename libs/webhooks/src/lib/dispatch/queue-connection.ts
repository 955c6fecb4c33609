import {
  type BackendFactory,
  createPostgresBackend,
  getDefaultBackendFactory,
  type QueueOptions as BullQueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import type { PoolConfig } from 'pg';
import { HeardClient } from '../storage/heard-client';
import type { WebhooksConfig } from '../webhooks.config';

/** Connections of each queue or worker on Postgres, beside the one that listens. */
const POOL_SIZE = 2;

/** The host's delays, attempts and strategies are not for us. */
const OWN = { defaultJobOptions: {}, settings: {} };

/** Marks a BullMQ connection as ours and on Postgres. BullMQ reads its fields like those of a plain object. */
class PostgresQueueConnection {
  readonly max = POOL_SIZE;
  readonly migrate = true;

  constructor(
    connection: PoolConfig,
    readonly schema: string,
  ) {
    Object.assign(this, connection, {
      application_name: 'hookline-queue',
      Client: HeardClient,
    });
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
  if (redisUrl === undefined && redis === undefined) {
    installPostgresBackend();
    const postgres = new PostgresQueueConnection(connection, schema);
    return { ...OWN, prefix, connection: postgres };
  }
  const { tls, ...server } = redis ?? {};
  return {
    ...OWN,
    prefix,
    connection: {
      ...(redisUrl !== undefined ? { url: redisUrl } : server),
      ...(tls === true && { tls: {} }),
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
      ? createPostgresBackend(name, options as never, factoryOptions)
      : previous(name, options, factoryOptions);
  setDefaultBackendFactory(installed);
}
