import { importSecret } from '@hookline/verify';
import { SecretInvalidError } from '../common/errors/secret-invalid.error';
import { TenantMissingError } from '../common/errors/tenant-missing.error';
import { UrlBlockedError } from '../common/errors/url-blocked.error';
import { decodeId } from '../common/ids';
import { EndpointSecretEntity } from '../storage/entities';
import type { EndpointInput } from './endpoint-input';
import { issuesOf } from './testing/issues-of';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const input: EndpointInput = { name: 'billing', url: 'https://example.com/hook' };

describe('WebhookRegistryService.create', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
  });
  afterAll(() => db.drop());

  const create = async (more: Partial<EndpointInput> = {}, tenant = 'acme') =>
    (await harness.registry.create(tenant, { ...input, ...more })).endpoint;

  it('fills in the defaults and shows the secret once', async () => {
    const { endpoint, secret } = await harness.registry.create('acme', input);
    expect(endpoint).toMatchObject({
      tenantId: 'acme',
      name: 'billing',
      description: null,
      url: 'https://example.com/hook',
      events: [],
      headerNames: [],
      retryPolicy: { strategy: 'schedule', jitter: 0.1 },
      retryStatuses: null,
      timeoutMs: 15_000,
      active: true,
      disabledReason: null,
      metadata: {},
      secretPrefixes: [secret.slice(0, 9)],
    });
    expect(endpoint.id).toMatch(/^ep_[0-9a-z]{26}$/);
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(JSON.stringify(await harness.registry.findById('acme', endpoint.id))).not.toContain(
      secret,
    );
  });

  it('keeps every setting', async () => {
    const settings = {
      description: 'who pays',
      events: ['invoice.*', 'project.created', 'invoice.*'],
      headers: { 'X-Team': 'billing', 'x-api-key': 'planted-password' },
      retryPolicy: 'quick' as const,
      retryStatuses: [503, 404, 404],
      timeoutMs: 500,
      active: false,
      metadata: { nested: { list: [1, 'zwei', null] } },
    };
    const endpoint = await create(settings);
    expect(endpoint).toMatchObject({
      description: 'who pays',
      events: ['invoice.*', 'project.created'],
      headerNames: ['x-api-key', 'x-team'],
      retryPolicy: { strategy: 'exponential', maxAttempts: 3 },
      retryStatuses: [404, 503],
      timeoutMs: 500,
      active: false,
      disabledReason: 'manual',
      metadata: settings.metadata,
    });
    expect(JSON.stringify(endpoint)).not.toContain('planted-password');
  });

  it('takes the short form of a retry policy', async () => {
    const endpoint = await create({ maxRetries: 5, retryDelay: 10 });
    expect(endpoint.retryPolicy).toMatchObject({ maxAttempts: 6, initialDelayMs: 10_000 });
    expect(await issuesOf(create({ maxRetries: 1, retryPolicy: 'quick' }))).toEqual([
      'retryPolicy',
    ]);
  });

  it("takes the caller's own secret and stores it sealed", async () => {
    const own = 'planted-password-of-24-bytes';
    const { endpoint, secret } = await harness.registry.create('acme', { ...input, secret: own });
    expect(secret).toBe(`whsec_${Buffer.from(own).toString('base64')}`);
    const where = { endpointId: decodeId('ep', endpoint.id) };
    const row = await db.dataSource.manager.findOneByOrFail(EndpointSecretEntity, where);
    expect(row.sealedSecret).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain(secret.slice('whsec_'.length));
    const lookup = await harness.cache.lookup(decodeId('ep', endpoint.id));
    if (lookup.state !== 'active') throw new Error(lookup.state);
    const signature = importSecret(own).signature('evt_1', 1, '{}');
    expect(lookup.target.signingKeys[0]?.signature('evt_1', 1, '{}')).toBe(signature);
  });

  it.each(['short', 'whsec_%%%', `whsec_${Buffer.from('too short').toString('base64')}`])(
    'refuses the secret %# without showing it',
    async (secret) => {
      const attempt = create({ secret });
      await expect(attempt).rejects.toBeInstanceOf(SecretInvalidError);
      await expect(attempt).rejects.not.toThrow(secret);
    },
  );

  it.each([
    ['http://10.0.0.1/', 'address'],
    ['http://[::1]:8080/', 'address'],
    ['http://169.254.169.254/latest', 'address'],
    ['ftp://example.com/', 'scheme'],
  ])('refuses %s by the rule "%s"', async (url, rule) => {
    await expect(create({ url })).rejects.toThrow(UrlBlockedError);
    await expect(create({ url })).rejects.toThrow(rule);
  });

  it('names every field at fault, and no value', async () => {
    const wrong = {
      name: ' ',
      description: 'd'.repeat(1_001),
      url: 'x'.repeat(2_049),
      events: ['planted value'],
      headers: { host: 'planted' },
      retryPolicy: { strategy: 'planted' },
      retryStatuses: [200],
      timeoutMs: 99,
      active: 'planted',
      metadata: [],
    };
    const attempt = harness.registry.create('acme', wrong as unknown as EndpointInput);
    expect(await issuesOf(attempt)).toEqual([
      'name',
      'description',
      'url',
      'events[0]',
      'headers.host',
      'retryPolicy.strategy',
      'retryStatuses[0]',
      'timeoutMs',
      'active',
      'metadata',
    ]);
    await expect(attempt).rejects.not.toThrow('planted');
  });

  it.each([
    ['name', { name: 'a\u0000b' }],
    ['name', { name: '\ud800' }],
    ['name', { name: '😀'.repeat(256) }],
    ['description', { description: '\u0000' }],
    ['url', { url: 'https://example.com/\u0000' }],
    ['url', { url: 'example.com' }],
    ['events', { events: Array.from({ length: 101 }, (_, index) => `e${index}`) }],
    ['metadata', { metadata: { text: '\u0000' } }],
    ['metadata', { metadata: { 'key\u0000': 1 } }],
    ['metadata', { metadata: { text: '\udc00' } }],
    ['metadata', { metadata: { text: 'x'.repeat(16 * 1024) } }],
    ['metadata', { metadata: { big: 1n } }],
    ['metadata', { metadata: nested(40) }],
    ['metadata', { metadata: nested(50_000) }],
    ['metadata', { metadata: null }],
    ['headers', { headers: null }],
  ])('refuses a wrong %s (%#)', async (field, wrong) => {
    expect(await issuesOf(create(wrong as Partial<EndpointInput>))).toEqual([field]);
  });

  it('takes what is just within the limits', async () => {
    const endpoint = await create({
      name: '😀'.repeat(255),
      description: 'd'.repeat(1_000),
      events: Array.from({ length: 100 }, (_, index) => `e${index}`),
      metadata: { text: 'x'.repeat(16 * 1024 - '{"text":""}'.length) },
      timeoutMs: 60_000,
    });
    expect(endpoint.events).toHaveLength(100);
  });

  it('refuses a tenant that is none', async () => {
    for (const tenant of ['', 'a\u0000', 'x'.repeat(256), null as unknown as string]) {
      await expect(create({}, tenant)).rejects.toBeInstanceOf(TenantMissingError);
    }
  });
});

function nested(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}
