import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { randomBytes } from 'node:crypto';
import type { ApiConfig, JwtConfig, RedisConfig } from './api-config';
import { ConfigurationError, type ConfigurationIssue } from './configuration.error';
import { EnvironmentVariables } from './environment';
import { coversLoopback } from './rules';

/**
 * Signs and checks tokens outside production when nothing else is set: made at random for this
 * process, so that nobody else knows it and its tokens end with the process.
 */
export const DEVELOPMENT_JWT_SECRET = randomBytes(32).toString('base64');

const DEFAULT_PORT = 3000;
const DEFAULT_POOL_SIZE = 10;
const DEFAULT_REDIS_PORT = 6379;
const DEFAULT_AGENT_TIMEOUT_SECONDS = 90;
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/**
 * Makes the host's configuration from environment variables.
 * @param env e.g. `process.env`; variables that are not the host's are ignored
 * @throws ConfigurationError naming every variable that is missing or wrong
 * @example
 * const { port } = loadConfig({ DATABASE_URL: 'postgres://localhost/app' });
 */
export function loadConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const variables = read(env);
  const production = variables.NODE_ENV === 'production';
  const issues = [
    ...findIssues(variables),
    ...conflicts(variables),
    ...(production ? productionGaps(variables) : []),
  ];
  if (issues.length > 0) throw new ConfigurationError(issues);
  const redis = redisOf(variables);
  return {
    production,
    port: variables.PORT ?? DEFAULT_PORT,
    // A development host is for this machine: deliveries may go to everything that runs on it.
    host: variables.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    logLevel: variables.LOG_LEVEL ?? 'log',
    database: databaseOf(variables),
    ...(redis && { redis }),
    jwt: jwtOf(variables),
    webhooks: webhooksOf(variables, production),
    documents: documentsOf(variables),
    inbound: inboundOf(variables),
    agents: {
      timeoutMs: 1_000 * (variables.AGENT_TIMEOUT_SECONDS ?? DEFAULT_AGENT_TIMEOUT_SECONDS),
    },
  };
}

function read(env: NodeJS.ProcessEnv): EnvironmentVariables {
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  return plainToInstance(EnvironmentVariables, Object.fromEntries(set), {
    exposeUnsetFields: false,
  });
}

function findIssues(variables: EnvironmentVariables): ConfigurationIssue[] {
  return validateSync(variables, { stopAtFirstError: true }).map((error) => ({
    option: error.property,
    message: Object.values(error.constraints ?? {})[0] ?? 'is wrong.',
  }));
}

function* conflicts(variables: EnvironmentVariables): Generator<ConfigurationIssue> {
  if (variables.JWT_SECRET && variables.JWT_JWKS_URL) {
    yield { option: 'JWT_SECRET', message: 'is set beside JWT_JWKS_URL; remove one of the two.' };
  }
  if (variables.REDIS_URL && variables.REDIS_HOST) {
    yield { option: 'REDIS_HOST', message: 'is set beside REDIS_URL; remove one of the two.' };
  }
}

/** What may be left to defaults while developing, and is dangerous beyond. */
function* productionGaps(variables: EnvironmentVariables): Generator<ConfigurationIssue> {
  const servesApi = variables.HOOKLINE_WORKER !== 'only';
  if (servesApi && !variables.JWT_SECRET && !variables.JWT_JWKS_URL) {
    yield {
      option: 'JWT_SECRET',
      message: 'is missing; production needs it (at least 32 bytes), or JWT_JWKS_URL.',
    };
  }
  if (!variables.HOOKLINE_ENCRYPTION_KEYS) {
    yield {
      option: 'HOOKLINE_ENCRYPTION_KEYS',
      message: 'is missing; production needs a key (base64 of 32 bytes) to store secrets with.',
    };
  }
  if (variables.HOOKLINE_EGRESS_ALLOW?.some(coversLoopback)) {
    yield {
      option: 'HOOKLINE_EGRESS_ALLOW',
      message: 'allows loopback, which production refuses; remove that range.',
    };
  }
}

function databaseOf(variables: EnvironmentVariables): ApiConfig['database'] {
  const { DATABASE_DIRECT_URL: directUrl } = variables;
  const { DATABASE_PREPARED_STATEMENTS: preparedStatements } = variables;
  return {
    url: variables.DATABASE_URL,
    poolSize: variables.DATABASE_POOL_SIZE ?? DEFAULT_POOL_SIZE,
    ...(directUrl !== undefined && { directUrl }),
    ...(preparedStatements !== undefined && { preparedStatements }),
  };
}

function redisOf(variables: EnvironmentVariables): RedisConfig | undefined {
  if (variables.REDIS_URL) return { url: variables.REDIS_URL };
  if (!variables.REDIS_HOST) return undefined;
  return {
    host: variables.REDIS_HOST,
    port: variables.REDIS_PORT ?? DEFAULT_REDIS_PORT,
    password: variables.REDIS_PASSWORD,
  };
}

function jwtOf(variables: EnvironmentVariables): JwtConfig {
  const claims = {
    ...(variables.JWT_ISSUER && { issuer: variables.JWT_ISSUER }),
    ...(variables.JWT_AUDIENCE && { audience: variables.JWT_AUDIENCE }),
  };
  return variables.JWT_JWKS_URL
    ? { mode: 'jwks', jwksUrl: variables.JWT_JWKS_URL, ...claims }
    : { mode: 'secret', secret: variables.JWT_SECRET ?? DEVELOPMENT_JWT_SECRET, ...claims };
}

function webhooksOf(variables: EnvironmentVariables, production: boolean): ApiConfig['webhooks'] {
  const concurrency = variables.WEBHOOK_WORKER_CONCURRENCY ?? variables.WEBHOOK_MAX_CONCURRENT;
  const { HOOKLINE_ENCRYPTION_KEYS: keys, WEBHOOK_DEFAULT_TIMEOUT: timeoutMs } = variables;
  const { WEBHOOK_QUEUE_INTERVAL: sweepIntervalMs, HOOKLINE_LOG_ATTEMPTS: logAttempts } = variables;
  const { HOOKLINE_RATE_LIMIT: rateLimit } = variables;
  return {
    worker: variables.HOOKLINE_WORKER ?? true,
    ...egressOf(variables, production),
    ...(keys && { encryptionKeys: keys }),
    ...(timeoutMs && { timeoutMs }),
    ...(concurrency && { concurrency }),
    ...(sweepIntervalMs && { sweepIntervalMs }),
    ...(logAttempts && { logAttempts }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...retentionOf(variables),
  };
}

function retentionOf(variables: EnvironmentVariables): Pick<ApiConfig['webhooks'], 'retention'> {
  const { HOOKLINE_RETENTION_DAYS: deliveryDays, HOOKLINE_DEAD_LETTER_DAYS: deadLetterDays } =
    variables;
  if (deliveryDays === undefined && deadLetterDays === undefined) return {};
  return {
    retention: {
      ...(deliveryDays !== undefined && { deliveryDays }),
      ...(deadLetterDays !== undefined && { deadLetterDays }),
    },
  };
}

function documentsOf(variables: EnvironmentVariables): ApiConfig['documents'] {
  const { DOCUMENT_UPDATE_WINDOW: updateWindowMs, DOCUMENT_IDLE_TIMEOUT: idleTimeoutMs } =
    variables;
  return {
    ...(updateWindowMs !== undefined && { updateWindowMs }),
    ...(idleTimeoutMs !== undefined && { idleTimeoutMs }),
  };
}

function inboundOf(variables: EnvironmentVariables): ApiConfig['inbound'] {
  const { STRIPE_WEBHOOK_SECRET: stripeSecrets, CLERK_WEBHOOK_SECRET: clerkSecrets } = variables;
  const { INBOUND_TENANT: tenantId } = variables;
  return {
    ...(stripeSecrets && { stripeSecrets }),
    ...(clerkSecrets && { clerkSecrets }),
    ...(tenantId && { tenantId }),
  };
}

/** A developer's receiver is on the same machine, and speaks plain HTTP. */
function egressOf(
  variables: EnvironmentVariables,
  production: boolean,
): Pick<ApiConfig['webhooks'], 'egressAllow' | 'egressAllowInsecure' | 'egressProxy'> {
  const { HOOKLINE_EGRESS_PROXY: egressProxy } = variables;
  return {
    egressAllow: variables.HOOKLINE_EGRESS_ALLOW ?? (production ? [] : LOOPBACK),
    egressAllowInsecure: variables.HOOKLINE_EGRESS_ALLOW_INSECURE ?? !production,
    ...(egressProxy && { egressProxy }),
  };
}
