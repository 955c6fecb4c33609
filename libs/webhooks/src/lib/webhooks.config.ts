import type { RetryPolicy } from '@hookline/contracts';
import type { MetricsOptions } from './metrics.options';
import type { RateLimitOptions } from './rate-limit.options';
import type {
  CircuitBreakerOptions,
  DatabaseOptions,
  DeliveryOptions,
  DispatchOptions,
  EgressOptions,
  EndpointVerificationOptions,
  InboundOptions,
  LoggingOptions,
  PublishingOptions,
  QueueOptions,
  RetentionOptions,
  WebhooksOptions,
} from './webhooks.options';

/** The option `retention` with every default filled in. */
export type RetentionConfig = Required<Omit<RetentionOptions, 'tenant'>> &
  Pick<RetentionOptions, 'tenant'>;

/** The options with every default filled in: what services inject. */
export interface WebhooksConfig extends Required<
  Pick<
    WebhooksOptions,
    | 'events'
    | 'strictEvents'
    | 'singleTenant'
    | 'endpoints'
    | 'maxEndpointsPerTenant'
    | 'worker'
    | 'migrations'
    | 'encryptionKeys'
    | 'registryRefreshMs'
  >
> {
  tenant: WebhooksOptions<never>['tenant'];
  scopes: WebhooksOptions<never>['scopes'];
  actor: WebhooksOptions<never>['actor'];
  tenantDefaults: WebhooksOptions['tenantDefaults'];
  rateLimit: RateLimitOptions & Required<Pick<RateLimitOptions, 'limit' | 'windowMs'>>;
  database: DatabaseOptions & Required<Pick<DatabaseOptions, 'poolSize' | 'preparedStatements'>>;
  queue: QueueOptions & Required<Pick<QueueOptions, 'prefix' | 'schema'>>;
  publishing: Required<PublishingOptions>;
  delivery: Omit<Required<DeliveryOptions>, 'retryPolicy'> & { retryPolicy: RetryPolicy };
  circuitBreaker: Required<CircuitBreakerOptions> | false;
  egress: Required<Omit<EgressOptions, 'proxy'>> & Pick<EgressOptions, 'proxy'>;
  endpointVerification: Required<EndpointVerificationOptions>;
  inbound: Required<Omit<InboundOptions, 'transaction'>> & Pick<InboundOptions, 'transaction'>;
  dispatch: Required<DispatchOptions>;
  retention: RetentionConfig;
  metrics: MetricsOptions;
  logging: Required<LoggingOptions>;
  ambientManager: WebhooksOptions['ambientManager'];
  clock: WebhooksOptions['clock'];
}

/** Injection token of the resolved configuration. */
export const WEBHOOKS_CONFIG = Symbol('hookline:config');

/** Every default, in one place; `docs/configuration.md` is tested against it. */
export const DEFAULTS = {
  events: [],
  strictEvents: true,
  singleTenant: false,
  endpoints: [],
  maxEndpointsPerTenant: 50,
  rateLimit: { limit: 1_000, windowMs: 10_000 },
  worker: true,
  migrations: 'auto',
  registryRefreshMs: 300,
  database: { poolSize: 4, preparedStatements: true },
  queue: { prefix: 'hookline', schema: 'hookline_bullmq' },
  publishing: {
    maxPayloadBytes: 256 * 1024,
    maxWaitingEvents: 10_000,
    maxWaitingDeliveries: 50_000,
    maxWaitingBytes: 64 * 1024 * 1024,
    groupEvents: 500,
    groupBytes: 1024 * 1024,
    transactionGraceMs: 2_000,
  },
  delivery: {
    timeoutMs: 15_000,
    concurrencyPerEndpoint: 10,
    concurrency: 1_000,
    maxOwned: 10_000,
    maxOwnedBytes: 64 * 1024 * 1024,
    processRateLimit: null,
    tenantRateLimit: null,
    retryPolicy: 'standard',
    disableAfterMs: 5 * 24 * 3_600_000,
    maxResponseBytes: 64 * 1024,
    storedResponseBytes: 4 * 1024,
    transport: 'undici',
  },
  circuitBreaker: {
    consecutiveFailures: 10,
    failureRatio: 0.7,
    minimumAttempts: 10,
    windowMs: 300_000,
    openMs: 5_000,
    maxOpenMs: 900_000,
  },
  egress: { allow: [], deny: [], allowInsecure: false, ports: [], dnsServers: [] },
  endpointVerification: { required: false, origin: 'hookline' },
  inbound: { maxBodyBytes: 1024 * 1024 },
  dispatch: {
    sweepIntervalMs: 500,
    laneIntervalMs: 100,
    heartbeatIntervalMs: 1_000,
    ownerTimeoutMs: 5_000,
    drainTimeoutMs: 20_000,
    chunkSize: 100,
  },
  retention: {
    deliveryDays: 30,
    deadLetterDays: 90,
    statisticsDays: 730,
    idempotencyKeyHours: 24,
    scheduled: true,
    intervalMinutes: 60,
  },
  logging: { attempts: 'failures' },
} as const satisfies Partial<WebhooksOptions>;

/** The tenant of everything when `singleTenant` is on. */
export const SINGLE_TENANT_ID = 'default';
