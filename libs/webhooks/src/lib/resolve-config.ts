import { ConfigInvalidError } from './common/errors/config-invalid.error';
import { TenantResolverMissingError } from './common/errors/tenant-resolver-missing.error';
import { resolveRetryPolicy } from './policy/retry-policy';
import { DEFAULTS, type WebhooksConfig } from './webhooks.config';
import type { WebhooksOptions } from './webhooks.options';

/** What the options are judged against. */
export interface ResolveContext {
  /** Whether the management API is served. */
  http: boolean;
  env: Record<string, string | undefined>;
}

/** Lowest and highest value of each number among the options. */
export const RANGES: Record<string, readonly [min: number, max: number]> = {
  'database.poolSize': [2, 50],
  'publishing.maxPayloadBytes': [1_024, 16 * 1024 * 1024],
  'publishing.maxWaitingEvents': [1, 1_000_000],
  'publishing.maxWaitingDeliveries': [1, 10_000_000],
  'publishing.maxWaitingBytes': [1_024, 4 * 1024 ** 3],
  'publishing.groupEvents': [1, 5_000],
  'publishing.groupBytes': [1_024, 64 * 1024 * 1024],
  'publishing.transactionGraceMs': [0, 60_000],
  'delivery.timeoutMs': [100, 60_000],
  'delivery.concurrencyPerEndpoint': [1, 1_000],
  'delivery.concurrency': [1, 10_000],
  'delivery.maxOwned': [10, 1_000_000],
  'delivery.maxOwnedBytes': [1_024 * 1_024, 16 * 1024 ** 3],
  'delivery.disableAfterMs': [60_000, 365 * 24 * 3_600_000],
  'delivery.maxResponseBytes': [1_024, 16 * 1024 * 1024],
  'delivery.storedResponseBytes': [0, 64 * 1024],
  'inbound.maxBodyBytes': [1_024, 64 * 1024 * 1024],
  'circuitBreaker.consecutiveFailures': [1, 10_000],
  'circuitBreaker.minimumAttempts': [1, 10_000],
  'circuitBreaker.windowMs': [1_000, 86_400_000],
  'circuitBreaker.openMs': [10, 3_600_000],
  'circuitBreaker.maxOpenMs': [10, 86_400_000],
  'dispatch.sweepIntervalMs': [10, 60_000],
  'dispatch.laneIntervalMs': [10, 60_000],
  'dispatch.heartbeatIntervalMs': [50, 60_000],
  'dispatch.ownerTimeoutMs': [150, 600_000],
  'dispatch.drainTimeoutMs': [0, 600_000],
  'dispatch.chunkSize': [1, 1_000],
  maxEndpointsPerTenant: [1, 100_000],
  'rateLimit.limit': [0, 1_000_000],
  'rateLimit.windowMs': [1_000, 3_600_000],
  'retention.deliveryDays': [1, 3_650],
  'retention.deadLetterDays': [1, 3_650],
  'retention.statisticsDays': [1, 3_650],
  'retention.idempotencyKeyHours': [1, 8_760],
  'retention.intervalMinutes': [1, 1_440],
  registryRefreshMs: [50, 900],
};

/** Of these, those that `null` switches off. */
const NULLABLE: ReadonlySet<string> = new Set(['delivery.disableAfterMs']);

/** The key that secrets are sealed with in development, so that a first try needs no set-up. Not a secret. */
const DEVELOPMENT_KEY = Buffer.from('hookline development key, unsafe').toString('base64');

/**
 * Fills in the defaults and checks what was given.
 * @throws ConfigInvalidError naming the option and the fix, TenantResolverMissingError
 */
export function resolveConfig(
  options: WebhooksOptions<never>,
  context: ResolveContext,
): WebhooksConfig {
  const given = withoutUndefined(options);
  const retryPolicy = given.delivery?.retryPolicy ?? DEFAULTS.delivery.retryPolicy;
  const config: WebhooksConfig = {
    tenant: undefined,
    scopes: undefined,
    actor: undefined,
    tenantDefaults: undefined,
    ambientManager: undefined,
    clock: undefined,
    ...DEFAULTS,
    events: [],
    endpoints: [],
    ...given,
    encryptionKeys: encryptionKeys(options, context.env),
    rateLimit: { ...DEFAULTS.rateLimit, ...given.rateLimit },
    database: { ...DEFAULTS.database, ...given.database },
    queue: { ...DEFAULTS.queue, ...given.queue },
    publishing: { ...DEFAULTS.publishing, ...given.publishing },
    delivery: {
      ...DEFAULTS.delivery,
      ...given.delivery,
      retryPolicy: resolveRetryPolicy(retryPolicy),
    },
    circuitBreaker:
      given.circuitBreaker === false
        ? false
        : { ...DEFAULTS.circuitBreaker, ...given.circuitBreaker },
    egress: {
      allow: [],
      deny: [],
      ports: [],
      dnsServers: [],
      allowInsecure: false,
      ...given.egress,
    },
    endpointVerification: { ...DEFAULTS.endpointVerification, ...given.endpointVerification },
    inbound: { sources: {}, ...DEFAULTS.inbound, ...given.inbound },
    dispatch: { ...DEFAULTS.dispatch, ...given.dispatch },
    retention: { ...DEFAULTS.retention, ...given.retention },
    metrics: { ...given.metrics },
    logging: { ...DEFAULTS.logging, ...given.logging },
  };
  checkRanges(config);
  checkOwnership(config);
  checkRates(config);
  checkQueue(config);
  checkOrigin(config);
  checkLogging(config);
  if (context.http) checkTenant(config);
  return config;
}

/** An option that is given as `undefined`, often from a missing variable, is not given. */
function withoutUndefined<Options extends object>(options: Options): Options {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isPlainObject(value) ? withoutUndefined(value) : value]),
  ) as Options;
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function encryptionKeys(options: WebhooksOptions<never>, env: ResolveContext['env']): string[] {
  const fromEnv = env['HOOKLINE_ENCRYPTION_KEYS']?.split(',').map((key) => key.trim());
  const keys = options.encryptionKeys ?? fromEnv?.filter((key) => key !== '') ?? [];
  if (env['NODE_ENV'] !== 'production') return keys.length > 0 ? keys : [DEVELOPMENT_KEY];
  const [newest] = keys;
  if (newest !== undefined && newest !== DEVELOPMENT_KEY) return keys;
  const what = newest === undefined ? 'is missing' : 'begins with the development key';
  throw new ConfigInvalidError(
    `WebhooksModule: option \`encryptionKeys\` ${what}. Endpoint secrets are sealed with its first key. Set ` +
      'HOOKLINE_ENCRYPTION_KEYS to the output of `openssl rand -base64 32`.   [HOOKLINE_CONFIG_INVALID]',
  );
}

function checkRanges(config: WebhooksConfig): void {
  for (const [option, [min, max]] of Object.entries(RANGES)) {
    const [group, name] = option.split('.') as [keyof WebhooksConfig, string | undefined];
    if (config[group] === false) continue;
    const value: unknown =
      name === undefined ? config[group] : (config[group] as Record<string, unknown>)[name];
    if (value === null && NULLABLE.has(option)) continue;
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) continue;
    throw new ConfigInvalidError(
      `WebhooksModule: option \`${option}\` is ${String(value)}. Pass a whole number from ${min} to ${max}.   ` +
        '[HOOKLINE_CONFIG_INVALID]',
    );
  }
}

function checkOwnership({ dispatch }: WebhooksConfig): void {
  if (dispatch.ownerTimeoutMs >= 3 * dispatch.heartbeatIntervalMs) return;
  throw new ConfigInvalidError(
    `WebhooksModule: option \`dispatch.ownerTimeoutMs\` is ${dispatch.ownerTimeoutMs}, less than three heartbeats of ` +
      `${dispatch.heartbeatIntervalMs} ms: one late heartbeat would hand deliveries over. Raise it, or lower ` +
      '`dispatch.heartbeatIntervalMs`.   [HOOKLINE_CONFIG_INVALID]',
  );
}

function checkRates({ circuitBreaker, delivery }: WebhooksConfig): void {
  if (circuitBreaker !== false) {
    const { failureRatio } = circuitBreaker;
    if (!(failureRatio > 0 && failureRatio <= 1)) {
      throw invalid(
        `option \`circuitBreaker.failureRatio\` is ${String(failureRatio)}. Pass a share: above 0, at most 1.`,
      );
    }
  }
  for (const name of ['processRateLimit', 'tenantRateLimit'] as const) {
    const limit = delivery[name];
    if (limit === null || (limit.perSecond > 0 && limit.burst >= 1)) continue;
    throw invalid(
      `option \`delivery.${name}\` is ${JSON.stringify(limit)}. Pass \`{ perSecond, burst }\`, more than 0 and at ` +
        'least 1, or `null`.',
    );
  }
}

function invalid(message: string): ConfigInvalidError {
  return new ConfigInvalidError(`WebhooksModule: ${message}   [HOOKLINE_CONFIG_INVALID]`);
}

function checkQueue({ queue }: WebhooksConfig): void {
  const { redisUrl, redis } = queue;
  if (redisUrl !== undefined && redis !== undefined) {
    throw new ConfigInvalidError(
      'WebhooksModule: options `queue.redisUrl` and `queue.redis` are both set. Keep one.   [HOOKLINE_CONFIG_INVALID]',
    );
  }
  if (redisUrl !== undefined && !/^rediss?:\/\/./.test(redisUrl)) {
    throw new ConfigInvalidError(
      'WebhooksModule: option `queue.redisUrl` is not a redis:// or rediss:// URL. Correct it, or leave it out to ' +
        'keep the queue in Postgres.   [HOOKLINE_CONFIG_INVALID]',
    );
  }
}

function checkOrigin({ endpointVerification: { origin } }: WebhooksConfig): void {
  if (typeof origin === 'string' && /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i.test(origin))
    return;
  throw new ConfigInvalidError(
    'WebhooksModule: option `endpointVerification.origin` is not a host name. Pass the domain that you send from, ' +
      'without scheme and port.   [HOOKLINE_CONFIG_INVALID]',
  );
}

function checkLogging({ logging }: WebhooksConfig): void {
  if (['all', 'failures', 'none'].includes(logging.attempts)) return;
  throw new ConfigInvalidError(
    `WebhooksModule: option \`logging.attempts\` is ${String(logging.attempts)}. Pass 'all', 'failures' or 'none'.   ` +
      '[HOOKLINE_CONFIG_INVALID]',
  );
}

function checkTenant({ tenant, singleTenant }: WebhooksConfig): void {
  if (tenant !== undefined || singleTenant) return;
  throw new TenantResolverMissingError(
    'WebhooksModule: option `tenant` is missing. Without it, every caller would see every endpoint. ' +
      "Pass a function from the request to the tenant's id, or `singleTenant: true`.   [HOOKLINE_TENANT_RESOLVER_MISSING]",
  );
}
