import type { WebhooksOptions } from '@hookline/webhooks';
import type { MaybeAuthenticated } from './auth/authenticated-user';
import type { ApiConfig, RedisConfig } from './config/api-config';
import { API_EVENTS } from './events';

/** How the host sets the library up. */
export function webhooksOptions(config: ApiConfig): WebhooksOptions<MaybeAuthenticated> {
  const { directUrl, preparedStatements } = config.database;
  const { worker, egressAllow, egressAllowInsecure, egressProxy } = config.webhooks;
  const { encryptionKeys, timeoutMs, concurrency } = config.webhooks;
  const { sweepIntervalMs, logAttempts, retention } = config.webhooks;
  return {
    events: API_EVENTS,
    tenant: (request) => request.user?.tenantId,
    scopes: (request) => request.user?.scopes ?? [],
    actor: (request) => request.user?.id,
    worker: worker !== false,
    database: {
      ...(directUrl !== undefined && { directUrl }),
      ...(preparedStatements !== undefined && { preparedStatements }),
    },
    ...(encryptionKeys && { encryptionKeys }),
    ...(config.redis && { queue: queueOptions(config.redis) }),
    inbound: {
      sources: {
        stripe: { type: 'stripe', secret: config.inbound.stripeSecrets },
        clerk: { type: 'clerk', secret: config.inbound.clerkSecrets },
      },
    },
    egress: {
      allow: egressAllow,
      allowInsecure: egressAllowInsecure,
      ...(egressProxy !== undefined && { proxy: { url: egressProxy } }),
    },
    rateLimit: rateLimitOptions(config.webhooks),
    delivery: {
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(concurrency !== undefined && { concurrency }),
    },
    ...(sweepIntervalMs !== undefined && { dispatch: { sweepIntervalMs } }),
    retention: { ...retention },
    ...(logAttempts !== undefined && { logging: { attempts: logAttempts } }),
  };
}

function queueOptions(redis: RedisConfig): NonNullable<WebhooksOptions['queue']> {
  if ('url' in redis) return { redisUrl: redis.url };
  const { host, port, password } = redis;
  return { redis: { host, port, ...(password !== undefined && { password }) } };
}

function rateLimitOptions({ rateLimit }: ApiConfig['webhooks']): { limit?: number } {
  return rateLimit === undefined ? {} : { limit: rateLimit };
}
