import type { RetryPolicy } from '@hookline/contracts';
import type {
  DatabaseOptions,
  DeliveryOptions,
  DispatchOptions,
  EgressOptions,
  LoggingOptions,
  MetricsOptions,
  PublishingOptions,
  QueueOptions,
  WebhooksOptions,
} from './webhooks.options';

/** The options with every default filled in: what services inject. */
export interface WebhooksConfig extends Required<
  Pick<
    WebhooksOptions,
    | 'events'
    | 'strictEvents'
    | 'singleTenant'
    | 'endpoints'
    | 'worker'
    | 'migrations'
    | 'encryptionKeys'
    | 'registryRefreshMs'
  >
> {
  tenant: WebhooksOptions<never>['tenant'];
  database: DatabaseOptions & Required<Pick<DatabaseOptions, 'poolSize' | 'preparedStatements'>>;
  queue: QueueOptions & Required<Pick<QueueOptions, 'prefix' | 'schema'>>;
  publishing: Required<PublishingOptions>;
  delivery: Omit<Required<DeliveryOptions>, 'retryPolicy'> & { retryPolicy: RetryPolicy };
  egress: Required<EgressOptions>;
  dispatch: Required<DispatchOptions>;
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
  worker: true,
  migrations: 'auto',
  registryRefreshMs: 300,
  database: { poolSize: 4, preparedStatements: true },
  queue: { prefix: 'hookline', schema: 'hookline_bullmq' },
  publishing: {
    maxPayloadBytes: 256 * 1024,
    maxWaitingEvents: 10_000,
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
    retryPolicy: 'standard',
    maxResponseBytes: 64 * 1024,
    storedResponseBytes: 4 * 1024,
    transport: 'undici',
  },
  egress: { allow: [] },
  dispatch: {
    sweepIntervalMs: 500,
    heartbeatIntervalMs: 1_000,
    ownerTimeoutMs: 5_000,
    drainTimeoutMs: 20_000,
    chunkSize: 100,
  },
  logging: { attempts: 'failures' },
} as const satisfies Partial<WebhooksOptions>;

/** The tenant of everything when `singleTenant` is on. */
export const SINGLE_TENANT_ID = 'default';
