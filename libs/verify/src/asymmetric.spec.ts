import { createPublicKey, verify as verifySignature } from 'node:crypto';
import {
  generateKeyPair,
  importKey,
  InvalidSecretError,
  publicKeyFromJwk,
  publicKeyOf,
  publicKeyToJwk,
  sign,
  signatureHeaders,
  verify,
} from './index';
import { thrownBy } from './testing/message';
import { SVIX } from './testing/schemes';

const base64 = (bytes: number): string => Buffer.alloc(bytes, 0xa5).toString('base64');
const seed = Buffer.from(SVIX.privateKey.slice(5), 'base64').subarray(0, 32).toString('base64');

describe('ed25519', () => {
  const { id, timestampSeconds, body } = SVIX;
  const keys = [importKey(SVIX.privateKey, 'standard-asymmetric')];

  it("makes the signature that Svix's server makes", () => {
    expect(sign({ id, timestampSeconds, body, keys })).toBe(SVIX.signature);
    const fromSeed = [importKey(`whsk_${seed}`, 'standard-asymmetric')];
    expect(sign({ id, timestampSeconds, body: Buffer.from(body), keys: fromSeed })).toBe(
      SVIX.signature,
    );
  });

  it('accepts it with the public key alone', () => {
    const headers = signatureHeaders({ id, timestampSeconds, body, keys });
    const now = new Date(timestampSeconds * 1000);
    const verified = verify({
      headers,
      body,
      scheme: 'standard-asymmetric',
      secrets: SVIX.publicKey,
      now,
    });
    expect(verified).toEqual({ id, timestamp: now, payload: { test: 2432232314 } });
  });

  it('makes pairs that belong together', () => {
    const { privateKey, publicKey } = generateKeyPair();
    expect(privateKey).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/);
    expect(publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(publicKeyOf(privateKey)).toBe(publicKey);
    expect(publicKeyOf(SVIX.privateKey)).toBe(SVIX.publicKey);
    expect(generateKeyPair().publicKey).not.toBe(publicKey);
  });

  it('does not sign with a public key', () => {
    const publicOnly = [importKey(SVIX.publicKey, 'standard-asymmetric')];
    const error = thrownBy(() => sign({ id, timestampSeconds, body, keys: publicOnly }));
    expect(error).toMatchObject({ code: 'HOOKLINE_MESSAGE_INVALID', field: 'keys' });
    expect(thrownBy(() => publicOnly[0]?.signature(id, timestampSeconds, body))).toMatchObject({
      reason: 'public_key',
    });
  });

  it.each([
    ['a shared secret', `whsec_${base64(32)}`, 'not_asymmetric'],
    ['a text', 'x'.repeat(32), 'not_asymmetric'],
    ['nothing', undefined, 'not_a_string'],
    ['a private key that is cut', SVIX.privateKey.slice(0, -8), 'bad_key'],
    ['a private key of 33 bytes', `whsk_${base64(33)}`, 'bad_key'],
    ['a private key beside another public key', `whsk_${base64(64)}`, 'bad_key'],
    ['a private key in base64url', SVIX.privateKey.replaceAll('/', '_'), 'bad_key'],
    ['a public key of 31 bytes', `whpk_${base64(31)}`, 'bad_key'],
    ['a private key that is called public', SVIX.privateKey.replace('whsk', 'whpk'), 'bad_key'],
    ['an empty public key', 'whpk_', 'bad_key'],
  ])('SEC-V10 refuses %s, without repeating it', (_what, key, reason) => {
    const error = thrownBy(() => importKey(key as string, 'standard-asymmetric'));
    expect(error).toBeInstanceOf(InvalidSecretError);
    expect(error).toMatchObject({ reason });
    if (key !== undefined && key.length > 8) expect(String(error)).not.toContain(key.slice(5));
  });
});

describe('the public key as a JWK', () => {
  it('has the members of RFC 8037, and the thumbprint of RFC 7638 as its id', () => {
    // The key and thumbprint of RFC 8037, appendix A.
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    const publicKey = publicKeyFromJwk({ kty: 'OKP', crv: 'Ed25519', x });
    expect(publicKeyToJwk(publicKey)).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x,
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      use: 'sig',
      alg: 'EdDSA',
    });
  });

  it('SEC-V10 holds the public half of a private key only', () => {
    const jwk = publicKeyToJwk(SVIX.privateKey);
    expect(jwk).toEqual(publicKeyToJwk(SVIX.publicKey));
    expect(JSON.stringify(jwk)).not.toContain(seed.slice(0, 16));
  });

  it('verifies with the crypto of Node itself', () => {
    const key = createPublicKey({ key: { ...publicKeyToJwk(SVIX.publicKey) }, format: 'jwk' });
    const content = Buffer.from(`${SVIX.id}.${SVIX.timestampSeconds}.${SVIX.body}`);
    const signature = Buffer.from(SVIX.signature.slice('v1a,'.length), 'base64');
    expect(verifySignature(null, content, key, signature)).toBe(true);
  });

  it.each([
    [{ kty: 'RSA', n: 'x', e: 'AQAB' }, 'not_asymmetric'],
    [{ kty: 'OKP', crv: 'X25519', x: 'x' }, 'not_asymmetric'],
    [{ kty: 'OKP', crv: 'Ed25519' }, 'not_asymmetric'],
    [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }, 'bad_key'],
    [{ kty: 'OKP', crv: 'Ed25519', x: '==' }, 'bad_key'],
  ])('refuses %j', (jwk, reason) => {
    expect(thrownBy(() => publicKeyFromJwk(jwk))).toMatchObject({ reason });
  });
});
