import type {
  EndpointOrdering,
  EndpointRateLimit,
  EventFilter,
  RetryPolicy,
  RetryPreset,
  ShortRetryPolicy,
  SignatureScheme,
} from '@hookline/contracts';
import type { CanActivate, Type } from '@nestjs/common';
import type { AxiosInstance } from 'axios';
import type { EntityManager } from 'typeorm';
import type { Clock } from './clock/clock';
import type { MetricsOptions } from './metrics.options';
import type { RateLimitOptions } from './rate-limit.options';
import type { TenantDefaults } from './registry/endpoint-input';
import type { InboundSource, InboundVerifier } from './inbound/inbound-verifier';
import type { CircuitBreakerOptions } from './circuit-breaker.options';
import type { DispatchOptions } from './dispatch.options';
import type { RetentionOptions } from './retention.options';
import type { WebhookTransport } from './sending/transport';

export type { CircuitBreakerOptions } from './circuit-breaker.options';
export type { DispatchOptions } from './dispatch.options';
export type { RetentionOptions, TenantRetention } from './retention.options';

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
  /** Conditions on the payload. @default none */
  filter?: EventFilter;
  /** How messages are signed. @default 'standard' */
  signatureScheme?: SignatureScheme;
  /** `whsec_…` or a text of at least 24 bytes; with `standard-asymmetric` the private key, `whsk_…`. */
  secret: string;
  headers?: Record<string, string>;
  retryPolicy?: RetryPolicyInput;
  timeoutMs?: number;
  /** Deliveries in flight at once, over all processes: 1–1000. @default `delivery.concurrencyPerEndpoint`, in each */
  concurrency?: number;
  /** Over all processes; `{}` for 10 a second with bursts of 20. @default none */
  rateLimit?: Partial<EndpointRateLimit>;
  /** One delivery after the other; `{}` for all of the endpoint's. @default none */
  ordering?: Partial<EndpointOrdering>;
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
  /** Deliveries of events that wait, beyond which a tenant that has some there is answered in the same way. @default 50000 */
  maxWaitingDeliveries?: number;
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
  /** Bytes of events that one process owns at once; what does not fit waits in Postgres. @default 67108864 (64 MiB) */
  maxOwnedBytes?: number;
  /** What one process sends at most, whoever it is for. `null`: as much as it can. @default null */
  processRateLimit?: EndpointRateLimit | null;
  /** What one process sends at most for one tenant. `null`: as much as it can. @default null */
  tenantRateLimit?: EndpointRateLimit | null;
  /** @default 'standard' */
  retryPolicy?: RetryPolicyInput;
  /**
   * An endpoint whose attempts fail for so long, in ms, without one success in between is switched off
   * (`failing`); `null` for never. 60000–31536000000. @default 432000000 (5 days)
   */
  disableAfterMs?: number | null;
  /** Most bytes of a response that are read. @default 65536 (64 KiB) */
  maxResponseBytes?: number;
  /** Bytes of a response body that are stored. @default 4096 (4 KiB) */
  storedResponseBytes?: number;
  /** `undici`, `axios`, an axios instance of the application's, or a transport of its own. @default 'undici' */
  transport?: 'undici' | 'axios' | AxiosInstance | WebhookTransport;
}

/** An HTTP proxy that every delivery leaves through. */
export interface EgressProxyOptions {
  /** `http://host:port`, with a user name and password in it if the proxy wants them. */
  url: string;
  /** CIDRs and host patterns that are connected to directly. @default [] */
  bypass?: string[];
}

/**
 * Where deliveries may go. A list has CIDRs (`10.20.0.0/16`) and host patterns: a name, or `*.` and a
 * name for everything below it.
 */
export interface EgressOptions {
  /**
   * What is allowed although it is inside. A block opens its addresses; a host may lead to private
   * addresses. Loopback is opened by a block alone, and refused in production. @default []
   */
  allow?: string[];
  /** What is refused although it is public. It wins over `allow`. @default [] */
  deny?: string[];
  /** Whether `http://` is allowed, too. @default false */
  allowInsecure?: boolean;
  /** The only ports that are allowed. @default [] (all) */
  ports?: number[];
  /**
   * Name servers (addresses, with a port unless it is 53) that are asked instead of the machine's own
   * lookup. @default []
   */
  dnsServers?: string[];
  /** The way out for each connection, by CONNECT to an address that was vetted. @default none */
  proxy?: EgressProxyOptions;
}

/** Whether endpoints have to show that they want webhooks before they get any. */
export interface EndpointVerificationOptions {
  /**
   * For all tenants, or by tenant. It holds for endpoints that are created, or get another URL, from
   * then on; not for those of the option `endpoints`. @default false
   */
  required?: boolean | ((tenantId: string) => boolean | Promise<boolean>);
  /** The name of this sender in the handshake (`WebHook-Request-Origin`): your domain. @default 'hookline' */
  origin?: string;
}

/** Webhooks that other senders send to this application. */
export interface InboundOptions {
  /** What `@InboundWebhook` names: senders that are known, or verifiers of the application's own. @default {} */
  sources?: Record<string, InboundSource | InboundVerifier>;
  /** Largest body, in bytes; the application's parser may allow less. @default 1048576 (1 MiB) */
  maxBodyBytes?: number;
  /**
   * Opens the transaction that a message is handled in; `ambientManager` has to answer it. @default
   * `@Transactional()` when that is set up, otherwise the application's data source
   */
  transaction?: <Result>(work: () => Promise<Result>) => Promise<Result>;
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
  /**
   * What a caller may do, e.g. the scopes of their token; the library then asks for the scope of each of
   * its routes. Without it that is left to the application's guards. API keys have their own.
   */
  scopes?: (request: Request) => readonly string[] | Promise<readonly string[]>;
  /** Id of the caller for the audit trail, e.g. that of the user. @default nobody's */
  actor?: (request: Request) => string | undefined | Promise<string | undefined>;
  /** One tenant, `default`, for everything; then `tenant` is not needed. @default false */
  singleTenant?: boolean;
  /** Endpoints that a tenant may create; those declared in code count too. @default 50 */
  maxEndpointsPerTenant?: number;
  /** What a tenant's endpoints fall back to, e.g. by its plan; kept for a minute. @default those of `delivery` */
  tenantDefaults?: (
    tenantId: string,
  ) => TenantDefaults | undefined | Promise<TenantDefaults | undefined>;
  rateLimit?: RateLimitOptions;
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
  /** `false`: endpoints that do not answer are tried like any other. */
  circuitBreaker?: CircuitBreakerOptions | false;
  egress?: EgressOptions;
  endpointVerification?: EndpointVerificationOptions;
  inbound?: InboundOptions;
  dispatch?: DispatchOptions;
  retention?: RetentionOptions;
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
        /**
         * Guards of the management API, asked in this order before the tenant is. They are taken from
         * the application's modules, or created. @default [] (the application's global guards alone)
         */
        guards?: Type<CanActivate>[];
        /** Path of the metrics, below the application's global prefix, or `false` for none. @default 'metrics' */
        metrics?: string | false;
      };
  /** Name of the TypeORM data source whose connection is taken over. @default the unnamed one */
  dataSource?: string;
}
