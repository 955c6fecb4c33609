import type { RetryPolicy, RetryPreset, ShortRetryPolicy } from '@hookline/contracts';
import type { Type } from '@nestjs/common';
import type { AxiosInstance } from 'axios';
import type { Registry, RegistryContentType } from 'prom-client';
import type { EntityManager } from 'typeorm';
import type { Clock } from './clock/clock';
import type { WebhookTransport } from './sending/transport';

/** A retry policy, the name of a preset, or the short form. */
export type RetryPolicyInput = RetryPolicy | RetryPreset | ShortRetryPolicy;

/** An endpoint that the application declares in code. It is created or updated at start-up, by `key`. */
export interface DeclaredEndpoint {
  /** Names the endpoint across deployments; unique in its tenant. */
  key: string;
  tenantId: string;
  /** @default the key */
  name?: string;
  url: string;
  /** Event patterns. @default [] (all) */
  events?: string[];
  /** `whsec_…` or at least 24 bytes of the caller's own. */
  secret: string;
  headers?: Record<string, string>;
  retryPolicy?: RetryPolicyInput;
  timeoutMs?: number;
  metadata?: Record<string, unknown>;
}

/** Where Hookline's own connections go. */
export interface DatabaseOptions {
  /** Connection string. @default the connection of the host's TypeORM data source */
  url?: string;
  /**
   * Connection string past a pooler, for what a pooler in transaction mode can't do: migrations, and
   * the queue in Postgres. @default the same as for everything else
   */
  directUrl?: string;
  /** Connections for publishing, recording and sweeping. 2–50. @default 4 */
  poolSize?: number;
  /**
   * Whether statements are prepared under names. `false` for a pooler in transaction mode that does
   * not keep them apart. @default true
   */
  preparedStatements?: boolean;
}

/** Where wake-up jobs go. Without `redisUrl` and `redis`, BullMQ's Postgres backend on the same database. */
export interface QueueOptions {
  /** `redis://` or `rediss://`. */
  redisUrl?: string;
  redis?: {
    host: string;
    port?: number;
    username?: string;
    password?: string;
    db?: number;
    tls?: boolean;
  };
  /** Prefix of the queue's keys on Redis. @default 'hookline' */
  prefix?: string;
  /** Schema of BullMQ's tables on Postgres. @default 'hookline_bullmq' */
  schema?: string;
}

/** Limits of publishing. */
export interface PublishingOptions {
  /** Largest serialized envelope, in bytes. @default 262144 (256 KiB) */
  maxPayloadBytes?: number;
  /** Events that may wait for the group commit before `publish()` rejects with HOOKLINE_PUBLISH_OVERLOADED. @default 10000 */
  maxWaitingEvents?: number;
  /** Bytes that may wait for the group commit. @default 67108864 (64 MiB) */
  maxWaitingBytes?: number;
  /** Most events in one group commit. @default 500 */
  groupEvents?: number;
  /** Most bytes in one group commit, except that one event always fits. @default 1048576 (1 MiB) */
  groupBytes?: number;
  /** How long rows of a caller's transaction wait for their hand-off before a sweeper takes them, in ms. @default 2000 */
  transactionGraceMs?: number;
}

/** How deliveries go out. */
export interface DeliveryOptions {
  /** Deadline of the whole exchange, in ms, unless the endpoint sets its own. 100–60000. @default 15000 */
  timeoutMs?: number;
  /** Deliveries in flight to one endpoint from one process. @default 10 */
  concurrencyPerEndpoint?: number;
  /** Deliveries in flight from one process. @default 1000 */
  concurrency?: number;
  /** Deliveries that one process owns at once, waiting or in flight; one endpoint gets at most half. @default 10000 */
  maxOwned?: number;
  /** @default 'standard' */
  retryPolicy?: RetryPolicyInput;
  /** Most bytes of a response that are read. @default 65536 (64 KiB) */
  maxResponseBytes?: number;
  /** Bytes of a response body that are stored. @default 4096 (4 KiB) */
  storedResponseBytes?: number;
  /** `undici`, `axios`, an axios instance of the application's, or a transport of its own. @default 'undici' */
  transport?: 'undici' | 'axios' | AxiosInstance | WebhookTransport;
}

/** Where deliveries may go. */
export interface EgressOptions {
  /** CIDRs that are allowed although they are inside, e.g. `127.0.0.0/8`. Loopback is refused in production. @default [] */
  allow?: string[];
}

/** The worker's rhythm. */
export interface DispatchOptions {
  /** How often due deliveries are looked for, in ms. @default 500 */
  sweepIntervalMs?: number;
  /** How often a process renews its ownership, in ms. @default 1000 */
  heartbeatIntervalMs?: number;
  /** Silence after which other processes take over, in ms. At least three heartbeats. @default 5000 */
  ownerTimeoutMs?: number;
  /** How long a stopping process waits for what is in flight, in ms. @default 20000 */
  drainTimeoutMs?: number;
  /** Deliveries in one wake-up job. 1–1000. @default 100 */
  chunkSize?: number;
}

/** What Prometheus sees. */
export interface MetricsOptions {
  /**
   * A registry of prom-client that the metrics join; `GET /metrics` then shows all that is in it. One
   * application for each registry. @default one of our own
   */
  registry?: Registry<RegistryContentType>;
}

/** What is logged, through Nest's logger. */
export interface LoggingOptions {
  /**
   * Attempts that get a line: failed ones at level `warn`, with `all` also those that succeeded, at
   * `debug`. @default 'failures'
   */
  attempts?: 'all' | 'failures' | 'none';
}

/** A request as the tenant resolver sees it, unless it names a type of its own. */
export interface TenantRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What the application's guards put there. */
  readonly user: Readonly<Record<string, string>>;
}

/** Options of `WebhooksModule` and `WebhooksWorkerModule`. Each has a default, but for `tenant`. */
export interface WebhooksOptions<Request = TenantRequest> {
  /** The catalog: classes with `@WebhookEvent`. @default [] */
  events?: Type[];
  /** Whether only events of the catalog may be published. @default true */
  strictEvents?: boolean;
  /** Who calls the management API: from the request (Express or Fastify) to the tenant's id. */
  tenant?: (request: Request) => string | undefined | Promise<string | undefined>;
  /** One tenant, `default`, for everything; then `tenant` is not needed. @default false */
  singleTenant?: boolean;
  /** Endpoints declared in code. @default [] */
  endpoints?: DeclaredEndpoint[];
  /** Whether this process also delivers. @default true */
  worker?: boolean;
  database?: DatabaseOptions;
  /** `auto` migrates at start; `manual` refuses to start on an old schema. @default 'auto' */
  migrations?: 'auto' | 'manual';
  queue?: QueueOptions;
  /**
   * Key ring for secrets at rest: base64 of 32 bytes each, newest first.
   * @default HOOKLINE_ENCRYPTION_KEYS (comma-separated); outside production a fixed development key
   */
  encryptionKeys?: string[];
  publishing?: PublishingOptions;
  delivery?: DeliveryOptions;
  egress?: EgressOptions;
  dispatch?: DispatchOptions;
  metrics?: MetricsOptions;
  logging?: LoggingOptions;
  /** How often changed endpoints are looked for, in ms. 50–900. @default 300 */
  registryRefreshMs?: number;
  /**
   * The transaction that is open around a call, if any. @default `@Transactional()` of
   * @nestjs-cls/transactional, when that is installed and set up
   */
  ambientManager?: () => EntityManager | undefined;
  /** The clock; for tests. */
  clock?: Clock;
}

/** What has to be known before the options are: the same for `forRoot` and `forRootAsync`. */
export interface WebhooksExtras {
  /** The management API, or `false` for none. */
  http?:
    | false
    | {
        /** Path of the controllers, below the application's global prefix. @default 'webhooks' */
        path?: string;
        /** Path of the metrics, below the application's global prefix, or `false` for none. @default 'metrics' */
        metrics?: string | false;
      };
  /** Name of the TypeORM data source whose connection is taken over. @default the unnamed one */
  dataSource?: string;
}
