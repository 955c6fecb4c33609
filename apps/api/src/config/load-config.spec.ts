import { ConfigurationError } from './configuration.error';
import { DEVELOPMENT_JWT_SECRET, loadConfig } from './load-config';

const DATABASE_URL = 'postgres://user:hunter2@localhost:5432/app';
const SECRET = 'a-secret-of-more-than-thirty-two-bytes';
const KEY = Buffer.alloc(32, 7).toString('base64');
const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL,
  JWT_SECRET: SECRET,
  HOOKLINE_ENCRYPTION_KEYS: KEY,
};

function issuesOf(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).message.split('\n');
  }
}

describe('loadConfig', () => {
  it('needs nothing but a database outside production', () => {
    expect(loadConfig({ DATABASE_URL })).toEqual({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      logLevel: 'log',
      database: { url: DATABASE_URL, poolSize: 10 },
      jwt: { mode: 'secret', secret: DEVELOPMENT_JWT_SECRET },
      webhooks: {
        worker: true,
        egressAllow: ['127.0.0.0/8', '::1/128'],
        egressAllowInsecure: true,
      },
      documents: {},
      inbound: {},
      agents: { timeoutMs: 90_000 },
    });
  });

  it('listens on every address and allows no inside ones in production', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({
      production: true,
      host: '0.0.0.0',
      webhooks: { egressAllow: [], egressAllowInsecure: false, encryptionKeys: [KEY] },
    });
  });

  it('reads every variable', () => {
    const config = loadConfig({
      PORT: '0',
      HOST: '::',
      LOG_LEVEL: 'info',
      DATABASE_URL,
      DATABASE_POOL_SIZE: '20',
      REDIS_HOST: 'redis.internal',
      REDIS_PORT: '6380',
      REDIS_PASSWORD: 'geheim',
      JWT_JWKS_URL: 'https://id.example.com/jwks.json',
      JWT_ISSUER: 'https://id.example.com',
      JWT_AUDIENCE: 'hookline',
      HOOKLINE_ENCRYPTION_KEYS: `${KEY}, ${KEY}`,
      HOOKLINE_WORKER: 'false',
      HOOKLINE_EGRESS_ALLOW: '10.0.0.0/8,fd00::/8',
      HOOKLINE_EGRESS_ALLOW_INSECURE: 'false',
      HOOKLINE_EGRESS_PROXY: 'http://proxy.internal:3128',
      HOOKLINE_LOG_ATTEMPTS: 'none',
      HOOKLINE_RATE_LIMIT: '0',
      HOOKLINE_RETENTION_DAYS: '14',
      HOOKLINE_DEAD_LETTER_DAYS: '60',
      WEBHOOK_DEFAULT_TIMEOUT: '30000',
      WEBHOOK_WORKER_CONCURRENCY: '10',
      WEBHOOK_QUEUE_INTERVAL: '1000',
      STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old',
      CLERK_WEBHOOK_SECRET: 'whsec_clerk',
      INBOUND_TENANT: 'acme',
      AGENT_TIMEOUT_SECONDS: '30',
      DOCUMENT_UPDATE_WINDOW: '2000',
      DOCUMENT_IDLE_TIMEOUT: '60000',
    });

    expect(config).toEqual({
      production: false,
      port: 0,
      host: '::',
      logLevel: 'log',
      database: { url: DATABASE_URL, poolSize: 20 },
      redis: { host: 'redis.internal', port: 6380, password: 'geheim' },
      jwt: {
        mode: 'jwks',
        jwksUrl: 'https://id.example.com/jwks.json',
        issuer: 'https://id.example.com',
        audience: 'hookline',
      },
      webhooks: {
        worker: false,
        encryptionKeys: [KEY, KEY],
        egressAllow: ['10.0.0.0/8', 'fd00::/8'],
        egressAllowInsecure: false,
        egressProxy: 'http://proxy.internal:3128',
        timeoutMs: 30_000,
        concurrency: 10,
        sweepIntervalMs: 1_000,
        logAttempts: 'none',
        rateLimit: 0,
        retention: { deliveryDays: 14, deadLetterDays: 60 },
      },
      inbound: {
        stripeSecrets: ['whsec_new', 'whsec_old'],
        clerkSecrets: ['whsec_clerk'],
        tenantId: 'acme',
      },
      documents: { updateWindowMs: 2_000, idleTimeoutMs: 60_000 },
      agents: { timeoutMs: 30_000 },
    });
  });

  it('takes a variable that is set but empty as not set', () => {
    const config = loadConfig({ DATABASE_URL, PORT: '', REDIS_URL: '', REDIS_PASSWORD: '' });

    expect(config.port).toBe(3000);
    expect(config.redis).toBeUndefined();
  });

  it('knows WEBHOOK_MAX_CONCURRENT as another name of the concurrency', () => {
    expect(loadConfig({ DATABASE_URL, WEBHOOK_MAX_CONCURRENT: '7' }).webhooks.concurrency).toBe(7);
  });

  it.each<[NodeJS.ProcessEnv, string]>([
    [{}, 'DATABASE_URL: must be a PostgreSQL connection string'],
    [{ DATABASE_URL: 'mysql://localhost/app' }, 'DATABASE_URL: must be a PostgreSQL'],
    [{ DATABASE_URL, PORT: 'http' }, 'PORT: must be a whole number from 0 to 65535.'],
    [{ DATABASE_URL, PORT: '70000' }, 'PORT: must be a whole number from 0 to 65535.'],
    [{ DATABASE_URL, DATABASE_POOL_SIZE: '1' }, 'DATABASE_POOL_SIZE: must be'],
    [{ DATABASE_URL, REDIS_URL: 'localhost:6379' }, 'REDIS_URL: must be a Redis'],
    [{ DATABASE_URL, JWT_SECRET: 'short' }, 'JWT_SECRET: must have at least 32 bytes'],
    [{ DATABASE_URL, JWT_JWKS_URL: 'file:///etc/keys' }, 'JWT_JWKS_URL: must be the http(s)'],
    [{ DATABASE_URL, HOOKLINE_ENCRYPTION_KEYS: 'abc' }, 'HOOKLINE_ENCRYPTION_KEYS: must be base64'],
    [{ DATABASE_URL, HOOKLINE_WORKER: 'maybe' }, 'HOOKLINE_WORKER: must be true'],
    [{ DATABASE_URL, HOOKLINE_EGRESS_ALLOW: '10.0.0.0/64' }, 'HOOKLINE_EGRESS_ALLOW: must be'],
    [{ DATABASE_URL, HOOKLINE_EGRESS_PROXY: 'proxy:3128' }, 'HOOKLINE_EGRESS_PROXY: must be'],
    [{ DATABASE_URL, LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of'],
    [{ DATABASE_URL, STRIPE_WEBHOOK_SECRET: 'sk_live_x' }, 'STRIPE_WEBHOOK_SECRET: must be the'],
    [{ DATABASE_URL, WEBHOOK_DEFAULT_TIMEOUT: '30' }, 'WEBHOOK_DEFAULT_TIMEOUT: must be'],
    [
      { DATABASE_URL, JWT_SECRET: SECRET, JWT_JWKS_URL: 'https://id.example.com/jwks' },
      'JWT_SECRET: is set beside JWT_JWKS_URL; remove one of the two.',
    ],
    [
      { DATABASE_URL, REDIS_URL: 'redis://localhost', REDIS_HOST: 'localhost' },
      'REDIS_HOST: is set beside REDIS_URL; remove one of the two.',
    ],
    [{ ...PRODUCTION, JWT_SECRET: '' }, 'JWT_SECRET: is missing; production needs it'],
    [{ ...PRODUCTION, HOOKLINE_ENCRYPTION_KEYS: '' }, 'HOOKLINE_ENCRYPTION_KEYS: is missing'],
    [
      { ...PRODUCTION, HOOKLINE_EGRESS_ALLOW: '10.0.0.0/8,127.0.0.0/8' },
      'HOOKLINE_EGRESS_ALLOW: allows loopback, which production refuses',
    ],
    [
      { ...PRODUCTION, HOOKLINE_EGRESS_ALLOW: '127.0.0.5/32' },
      'HOOKLINE_EGRESS_ALLOW: allows loopback, which production refuses',
    ],
    [
      { ...PRODUCTION, HOOKLINE_EGRESS_ALLOW: '::ffff:127.0.0.1/128' },
      'HOOKLINE_EGRESS_ALLOW: allows loopback, which production refuses',
    ],
    [
      { ...PRODUCTION, HOOKLINE_EGRESS_ALLOW: '::/0' },
      'HOOKLINE_EGRESS_ALLOW: allows loopback, which production refuses',
    ],
  ])('names the variable and the fix: %#', (env, expected) => {
    const issues = issuesOf(env);

    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(expected);
  });

  it('names everything that is wrong, one line each, and no secret', () => {
    const issues = issuesOf({ DATABASE_URL, PORT: '-1', JWT_SECRET: 'hunter2', LOG_LEVEL: 'x' });

    expect(issues).toHaveLength(3);
    expect(issues.join()).not.toContain('hunter2');
  });

  it('never falls back to a development secret in production', () => {
    expect(issuesOf({ NODE_ENV: 'production', DATABASE_URL })).toHaveLength(2);
  });
});
