import type { WebhooksOptions } from '@hookline/webhooks';
import { type ActorOptions, RHYTHM } from '../protocol';

/** The library's options for an actor: the defaults, but for a quick rhythm. */
export function webhooksOptions({ databaseUrl, redisUrl }: ActorOptions): WebhooksOptions {
  const { heartbeatIntervalMs, ownerTimeoutMs, sweepIntervalMs, drainTimeoutMs } = RHYTHM;
  return {
    database: { url: databaseUrl },
    queue: redisUrl === undefined ? {} : { redisUrl },
    strictEvents: false,
    egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
    publishing: { transactionGraceMs: RHYTHM.transactionGraceMs },
    delivery: {
      timeoutMs: RHYTHM.timeoutMs,
      retryPolicy: {
        strategy: 'constant',
        delayMs: RHYTHM.retryDelayMs,
        maxAttempts: RHYTHM.maxAttempts,
        jitter: 0.1,
      },
    },
    circuitBreaker: { openMs: RHYTHM.circuitOpenMs, maxOpenMs: 4 * RHYTHM.circuitOpenMs },
    dispatch: { heartbeatIntervalMs, ownerTimeoutMs, sweepIntervalMs, drainTimeoutMs },
  };
}
