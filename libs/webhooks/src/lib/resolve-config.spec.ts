import { resolveConfig } from './resolve-config';
import { DEFAULTS } from './webhooks.config';
import type { WebhooksOptions } from './webhooks.options';

const resolve = (options: WebhooksOptions<never>, env: Record<string, string> = {}, http = false) =>
  resolveConfig(options, { http, env });

describe('resolveConfig', () => {
  it('fills in every default', () => {
    const { retryPolicy, ...delivery } = DEFAULTS.delivery;
    expect(resolve({})).toMatchObject({
      ...DEFAULTS,
      delivery: { ...delivery, retryPolicy: { strategy: 'schedule', jitter: 0.1 } },
    });
    expect(retryPolicy).toBe('standard');
  });

  it('takes an option that is undefined for one that is not given', () => {
    const config = resolve({
      queue: { redisUrl: undefined },
      delivery: { timeoutMs: undefined },
    } as never);
    expect(config.delivery.timeoutMs).toBe(15_000);
    expect('redisUrl' in config.queue).toBe(false);
  });

  it.each<[string, WebhooksOptions<never>]>([
    ['database.poolSize', { database: { poolSize: 1 } }],
    ['delivery.timeoutMs', { delivery: { timeoutMs: 99 } }],
    ['delivery.timeoutMs', { delivery: { timeoutMs: 60_001 } }],
    ['delivery.concurrency', { delivery: { concurrency: 1.5 } }],
    ['dispatch.chunkSize', { dispatch: { chunkSize: Number.NaN } }],
    ['registryRefreshMs', { registryRefreshMs: 1_000 }],
    [
      'dispatch.ownerTimeoutMs',
      { dispatch: { heartbeatIntervalMs: 1_000, ownerTimeoutMs: 2_999 } },
    ],
    ['logging.attempts', { logging: { attempts: 'some' as never } }],
    ['queue.redisUrl', { queue: { redisUrl: 'http://localhost' } }],
    ['endpointVerification.origin', { endpointVerification: { origin: 'https://a.test' } }],
    ['endpointVerification.origin', { endpointVerification: { origin: 'a\r\nb' } }],
    ['queue.redis', { queue: { redisUrl: 'redis://localhost', redis: { host: 'localhost' } } }],
  ])('refuses a wrong %s and names it', (option, options) => {
    expect(() => resolve(options)).toThrow(
      expect.objectContaining({
        code: 'HOOKLINE_CONFIG_INVALID',
        message: expect.stringContaining(`\`${option}\``) as string,
      }) as Error,
    );
  });

  it('wants a tenant resolver for the management API, or one tenant', () => {
    expect(() => resolve({}, {}, true)).toThrow(
      expect.objectContaining({ code: 'HOOKLINE_TENANT_RESOLVER_MISSING' }) as Error,
    );
    expect(resolve({ singleTenant: true }, {}, true).singleTenant).toBe(true);
    expect(resolve({ tenant: () => 'acme' }, {}, true).tenant).toBeDefined();
  });

  it('SEC-S01 reads the key ring from the environment, and wants one in production', () => {
    const env = { HOOKLINE_ENCRYPTION_KEYS: 'new, old' };
    expect(resolve({}, env).encryptionKeys).toEqual(['new', 'old']);
    expect(resolve({ encryptionKeys: ['given'] }, env).encryptionKeys).toEqual(['given']);
    expect(resolve({}).encryptionKeys).toHaveLength(1);
    const NODE_ENV = 'production';
    expect(() => resolve({}, { NODE_ENV })).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('HOOKLINE_ENCRYPTION_KEYS') as string,
      }) as Error,
    );
    const development = resolve({}).encryptionKeys;
    expect(() => resolve({ encryptionKeys: development }, { NODE_ENV })).toThrow(/development key/);
    // Behind another, it opens what is sealed anew.
    const rotated = { encryptionKeys: ['new', ...development] };
    expect(resolve(rotated, { NODE_ENV }).encryptionKeys).toHaveLength(2);
  });
});
