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
  'publishing.maxWaitingBytes': [1_024, 4 * 1024 ** 3],
  'publishing.groupEvents': [1, 5_000],
  'publishing.groupBytes': [1_024, 64 * 1024 * 1024],
  'publishing.transactionGraceMs': [0, 60_000],
  'delivery.timeoutMs': [100, 60_000],
  'delivery.concurrencyPerEndpoint': [1, 1_000],
  'delivery.concurrency': [1, 10_000],
  'delivery.maxOwned': [10, 1_000_000],
  'delivery.maxResponseBytes': [1_024, 16 * 1024 * 1024],
  'delivery.storedResponseBytes': [0, 64 * 1024],
  'dispatch.sweepIntervalMs': [10, 60_000],
  'dispatch.heartbeatIntervalMs': [50, 60_000],
  'dispatch.ownerTimeoutMs': [150, 600_000],
  'dispatch.drainTimeoutMs': [0, 600_000],
  'dispatch.chunkSize': [1, 1_000],
  registryRefreshMs: [50, 900],
};

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
    ambientManager: undefined,
    clock: undefined,
    ...DEFAULTS,
    events: [],
    endpoints: [],
    ...given,
    encryptionKeys: encryptionKeys(options, context.env),
    database: { ...DEFAULTS.database, ...given.database },
    queue: { ...DEFAULTS.queue, ...given.queue },
    publishing: { ...DEFAULTS.publishing, ...given.publishing },
    delivery: {
      ...DEFAULTS.delivery,
      ...given.delivery,
      retryPolicy: resolveRetryPolicy(retryPolicy),
    },
    egress: { allow: [], ...given.egress },
    dispatch: { ...DEFAULTS.dispatch, ...given.dispatch },
    metrics: { ...given.metrics },
    logging: { ...DEFAULTS.logging, ...given.logging },
  };
  checkRanges(config);
  checkOwnership(config);
  checkQueue(config);
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
  if (keys.length > 0) return keys;
  if (env['NODE_ENV'] !== 'production') return [DEVELOPMENT_KEY];
  throw new ConfigInvalidError(
    'WebhooksModule: option `encryptionKeys` is missing. Endpoint secrets are sealed with it. Set ' +
      'HOOKLINE_ENCRYPTION_KEYS to the output of `openssl rand -base64 32`.   [HOOKLINE_CONFIG_INVALID]',
  );
}

function checkRanges(config: WebhooksConfig): void {
  for (const [option, [min, max]] of Object.entries(RANGES)) {
    const [group, name] = option.split('.') as [keyof WebhooksConfig, string | undefined];
    const value: unknown =
      name === undefined ? config[group] : (config[group] as Record<string, unknown>)[name];
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
