import { checkPostgres } from '@hookline/local-postgres';
import { Redis, type RedisOptions } from 'ioredis';
import { createServer } from 'node:net';
import type { ApiConfig, RedisConfig } from '../config/api-config';
import { StartError } from './start.error';

const REDIS_TIMEOUT_MS = 5_000;

/**
 * Looks whether the port is free and the servers answer, before anything is built on them: what is
 * wrong is then one clear line, not the end of a stack.
 * @throws StartError naming the option and the fix
 */
export async function preflight(config: ApiConfig): Promise<void> {
  await checkPort(config);
  const postgres = await checkPostgres(config.database.url);
  if (!postgres.reachable) {
    throw new StartError(
      `DATABASE_URL: PostgreSQL is not reachable: ${postgres.reason}. Start it, or correct DATABASE_URL.`,
    );
  }
  if (config.redis) await checkRedis(config.redis);
}

/** What to tell when a port can't be listened on; `undefined` when that is not what went wrong. */
export function portProblem(
  error: unknown,
  { host, port }: Pick<ApiConfig, 'host' | 'port'>,
): StartError | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new StartError(
      `PORT: port ${port} is taken by another program. Stop it, or choose another, e.g. PORT=${port + 1}.`,
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      `PORT: this user may not listen on port ${port}. Choose one above 1023, e.g. PORT=3000.`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError(
      `HOST: this machine has no address "${host}". Use 127.0.0.1 for this machine only, or 0.0.0.0 for all.`,
    );
  }
  return undefined;
}

async function checkPort(config: ApiConfig): Promise<void> {
  const { host, port } = config;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(portProblem(error, config) ?? error));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

async function checkRedis(redis: RedisConfig): Promise<void> {
  const options: RedisOptions = {
    lazyConnect: true,
    connectTimeout: REDIS_TIMEOUT_MS,
    commandTimeout: REDIS_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  };
  const client = createClient(redis, options);
  let reason = '';
  // Of a name with several addresses only the code is told.
  client.on('error', (error: NodeJS.ErrnoException) => {
    reason ||= error.message || (error.code ?? '');
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    const option = 'url' in redis ? 'REDIS_URL' : 'REDIS_HOST';
    const why = reason || (error as Error).message;
    throw new StartError(
      `${option}: Redis is not reachable: ${why}. Start it, correct ${option}, or leave it out: jobs then go over PostgreSQL.`,
    );
  } finally {
    client.disconnect();
  }
}

function createClient(redis: RedisConfig, options: RedisOptions): Redis {
  if ('url' in redis) return new Redis(redis.url, options);
  const { host, port, password } = redis;
  return new Redis({ ...options, host, port, ...(password !== undefined && { password }) });
}
