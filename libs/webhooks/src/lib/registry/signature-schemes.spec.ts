import * as contracts from '@hookline/contracts';
import {
  generateHexSecret,
  generateKeyPair,
  generateSecret,
  SIGNATURE_SCHEMES,
} from '@hookline/verify';
import { SecretInvalidError } from '../common/errors/secret-invalid.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { decodeId } from '../common/ids';
import { EndpointSecretEntity } from '../storage/entities';
import type { DeclaredEndpoint } from '../webhooks.options';
import type { EndpointInput } from './endpoint-input';
import { issuesOf } from './testing/issues-of';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const input: EndpointInput = { name: 'billing', url: 'https://example.com/hook' };

describe('The scheme of an endpoint', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
  });
  afterAll(() => db.drop());

  const create = (more: Partial<EndpointInput> = {}) =>
    harness.registry.create('acme', { ...input, ...more });
  const schemeOf = async (id: string) => {
    const lookup = await harness.cache.lookup(decodeId('ep', id));
    return lookup.state === 'deleted' ? [] : lookup.target.signingKeys.map(({ scheme }) => scheme);
  };

  it('is one of those that the package for receivers knows', () => {
    expect(contracts.SIGNATURE_SCHEMES).toEqual(SIGNATURE_SCHEMES);
  });

  it.each([
    ['standard', /^whsec_[A-Za-z0-9+/]{43}=$/],
    ['standard-asymmetric', /^whpk_[A-Za-z0-9+/]{43}=$/],
    ['hex', /^[0-9a-f]{64}$/],
    ['sha256', /^[0-9a-f]{64}$/],
  ] as const)('%s brings a secret of its own kind', async (signatureScheme, shown) => {
    const { endpoint, secret } = await create({ signatureScheme });
    expect(secret).toMatch(shown);
    expect(endpoint.signatureScheme).toBe(signatureScheme);
    const [prefix = ''] = endpoint.secretPrefixes;
    expect(secret.startsWith(prefix)).toBe(true);
    expect(prefix.replace(/^wh\w+_/, '')).toHaveLength(3);
    expect(endpoint.publicKeys).toEqual(signatureScheme === 'standard-asymmetric' ? [secret] : []);
    expect(await schemeOf(endpoint.id)).toEqual([signatureScheme]);
  });

  it('is standard unless another is asked for', async () => {
    expect((await create()).endpoint.signatureScheme).toBe('standard');
    for (const signatureScheme of ['md5', 'HEX', '', null, 5] as never[]) {
      expect(await issuesOf(create({ signatureScheme }))).toEqual(['signatureScheme']);
    }
  });

  it("takes the caller's own: the text as it is where the text is the key", async () => {
    const own = generateHexSecret();
    expect((await create({ signatureScheme: 'hex', secret: own })).secret).toBe(own);
    const standard = generateSecret();
    expect((await create({ signatureScheme: 'sha256', secret: standard })).secret).toBe(standard);
    expect((await create({ secret: own })).secret).toBe(
      `whsec_${Buffer.from(own).toString('base64')}`,
    );
  });

  it("SEC-V14 never shows a private key, not even the caller's own", async () => {
    const { privateKey, publicKey } = generateKeyPair();
    const { endpoint, secret } = await create({
      signatureScheme: 'standard-asymmetric',
      secret: privateKey,
    });
    expect(secret).toBe(publicKey);
    expect(endpoint.publicKeys).toEqual([publicKey]);
    const row = await db.dataSource.manager.findOneByOrFail(EndpointSecretEntity, {
      endpointId: decodeId('ep', endpoint.id),
    });
    expect(row.publicKey).toBe(publicKey);
    expect(harness.keyRing.open(row.sealedSecret, row.endpointId)).toBe(privateKey);
    const half = privateKey.slice(5, 40);
    expect(JSON.stringify([endpoint, secret, row])).not.toContain(half);
  });

  it.each([
    ['standard', generateKeyPair().privateKey],
    ['standard', generateKeyPair().publicKey],
    ['hex', generateKeyPair().privateKey],
    ['hex', 'too short'],
    ['standard-asymmetric', generateSecret()],
    ['standard-asymmetric', generateKeyPair().publicKey],
    ['standard-asymmetric', `whsk_${Buffer.alloc(64, 7).toString('base64')}`],
  ] as const)(
    'SEC-V15 refuses for %s a secret of another kind',
    async (signatureScheme, secret) => {
      const failed = create({ signatureScheme, secret });
      await expect(failed).rejects.toThrow(SecretInvalidError);
      await expect(failed).rejects.not.toThrow(secret.slice(6));
    },
  );

  it('changes where the secret fits, and stays when everything else is set', async () => {
    const { endpoint } = await create({ signatureScheme: 'hex' });
    const changed = await harness.registry.update('acme', endpoint.id, {
      signatureScheme: 'sha256',
    });
    expect(changed.signatureScheme).toBe('sha256');
    expect(await schemeOf(endpoint.id)).toEqual(['sha256']);
    const replaced = await harness.registry.replace('acme', endpoint.id, input);
    expect(replaced.signatureScheme).toBe('sha256');
    const back = await harness.registry.replace('acme', endpoint.id, {
      ...input,
      signatureScheme: 'standard',
    });
    expect(back.signatureScheme).toBe('standard');
    expect(await schemeOf(endpoint.id)).toEqual(['standard']);
  });

  it.each(SIGNATURE_SCHEMES)('%s keeps its kind of secret in a rotation', async (scheme) => {
    const { endpoint, secret } = await create({ signatureScheme: scheme });
    const rotated = await harness.registry.regenerateSecret('acme', endpoint.id);
    expect(rotated.secret).toHaveLength(secret.length);
    expect(rotated.secret).not.toBe(secret);
    expect(rotated.endpoint.publicKeys).toEqual(
      scheme === 'standard-asymmetric' ? [rotated.secret, secret] : [],
    );
    expect(await schemeOf(endpoint.id)).toEqual([scheme, scheme]);
    const foreign =
      scheme === 'standard-asymmetric' ? generateSecret() : generateKeyPair().privateKey;
    const failed = harness.registry.regenerateSecret('acme', endpoint.id, { secret: foreign });
    await expect(failed).rejects.toThrow(SecretInvalidError);
  });

  it('SEC-V15 does not change to one that the secret can not sign in', async () => {
    const asymmetric = await create({ signatureScheme: 'standard-asymmetric' });
    const shared = await create();
    const long = await create({ signatureScheme: 'hex', secret: 'x'.repeat(65) });
    for (const [{ endpoint }, signatureScheme] of [
      [asymmetric, 'standard'],
      [asymmetric, 'hex'],
      [shared, 'standard-asymmetric'],
      [long, 'standard'],
    ] as const) {
      const failed = harness.registry.update('acme', endpoint.id, { signatureScheme });
      expect(await issuesOf(failed)).toEqual(['signatureScheme']);
      const stayed = await harness.registry.findById('acme', endpoint.id);
      expect(stayed.signatureScheme).toBe(endpoint.signatureScheme);
      expect(await schemeOf(endpoint.id)).toEqual([endpoint.signatureScheme]);
    }
  });

  it('is declared in code, and changes there together with the secret', async () => {
    const declare = async (change: Pick<DeclaredEndpoint, 'secret' | 'signatureScheme'>) => {
      const declared = {
        key: 'audit',
        tenantId: 'declared',
        url: input.url,
        ...change,
      };
      const restarted = new RegistryHarness(db, { options: { endpoints: [declared] } });
      await restarted.declared.apply();
      return (await restarted.registry.list('declared')).items;
    };
    const [first] = await declare({ secret: generateSecret() });
    const { privateKey, publicKey } = generateKeyPair();
    const [second, ...others] = await declare({
      signatureScheme: 'standard-asymmetric',
      secret: privateKey,
    });
    expect(others).toEqual([]);
    expect(second).toMatchObject({
      id: first?.id,
      signatureScheme: 'standard-asymmetric',
      publicKeys: [publicKey],
    });
    await expect(declare({ signatureScheme: 'hex', secret: privateKey })).rejects.toThrow('audit');
  });

  describe('publicKeys', () => {
    it('SEC-V16 are those of one endpoint, whoever asks', async () => {
      const { endpoint, secret } = await create({ signatureScheme: 'standard-asymmetric' });
      await create({ signatureScheme: 'standard-asymmetric' });
      expect(await harness.registry.publicKeys(endpoint.id)).toEqual([secret]);
    });

    it('are not found for other schemes and deleted endpoints', async () => {
      const { endpoint } = await create({ signatureScheme: 'standard-asymmetric' });
      await harness.registry.delete('acme', endpoint.id);
      for (const id of [endpoint.id, (await create()).endpoint.id]) {
        await expect(harness.registry.publicKeys(id)).rejects.toThrow(ResourceNotFoundError);
      }
    });
  });
});
