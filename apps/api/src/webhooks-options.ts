import type { WebhooksOptions } from '@hookline/webhooks';
import type { MaybeAuthenticated } from './auth/authenticated-user';
import type { ApiConfig, RedisConfig } from './config/api-config';
import { API_EVENTS } from './events';

/** How the host sets the library up. */
export function webhooksOptions(config: ApiConfig): WebhooksOptions<MaybeAuthenticated> {
  const { directUrl, preparedStatements } = config.database;
  const { worker, egressAllow, encryptionKeys, timeoutMs, concurrency } = config.webhooks;
  const { sweepIntervalMs, logAttempts } = config.webhooks;
  return {
    events: API_EVENTS,
    tenant: (request) => request.user?.tenantId,
    worker: worker !== false,
    database: {
      ...(directUrl !== undefined && { directUrl }),
      ...(preparedStatements !== undefined && { preparedStatements }),
    },
    ...(encryptionKeys && { encryptionKeys }),
    ...(config.redis && { queue: queueOptions(config.redis) }),
    egress: { allow: egressAllow },
    delivery: {
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(concurrency !== undefined && { concurrency }),
    },
    ...(sweepIntervalMs !== undefined && { dispatch: { sweepIntervalMs } }),
    ...(logAttempts !== undefined && { logging: { attempts: logAttempts } }),
  };
}

function queueOptions(redis: RedisConfig): NonNullable<WebhooksOptions['queue']> {
  if ('url' in redis) return { redisUrl: redis.url };
  const { host, port, password } = redis;
  return { redis: { host, port, ...(password !== undefined && { password }) } };
}
