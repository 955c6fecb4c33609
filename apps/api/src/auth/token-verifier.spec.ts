import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiConfig, JwtConfig } from '../config/api-config';
import { loadConfig } from '../config/load-config';
import { signToken } from './development-token';
import { TokenVerifier } from './token-verifier';

const SECRET = 'a-secret-of-more-than-thirty-two-bytes';
const CLAIMS = { sub: 'anna', tenant: 'acme', scope: 'projects:read sessions:write' };
/** What stays real when jest fakes the time. */
const BUT_THE_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

function verifierWith(jwt: JwtConfig): TokenVerifier {
  const config: ApiConfig = { ...loadConfig({ DATABASE_URL: 'postgres://localhost/app' }), jwt };
  return new TokenVerifier(config);
}

const now = (): number => Math.floor(Date.now() / 1000);

describe('TokenVerifier with a secret', () => {
  const verifier = verifierWith({ mode: 'secret', secret: SECRET });
  const sign = (claims: Record<string, unknown>, secret = SECRET, alg = 'HS256') =>
    new SignJWT(claims).setProtectedHeader({ alg }).sign(createSecretKey(Buffer.from(secret)));

  afterEach(() => jest.useRealTimers());

  it('reads who, whose and what from a token', async () => {
    expect(await verifier.verify(await sign(CLAIMS))).toEqual({
      result: 'valid',
      user: { id: 'anna', tenantId: 'acme', scopes: ['projects:read', 'sessions:write'] },
    });
  });

  it('accepts the development token, which has every scope', async () => {
    const check = await verifier.verify(await signToken(SECRET));

    expect(check).toMatchObject({ result: 'valid', user: { tenantId: 'development' } });
  });

  it('grants nothing without a scope claim', async () => {
    const check = await verifier.verify(await sign({ sub: 'anna', tenant: 'acme' }));

    expect(check).toMatchObject({ result: 'valid', user: { scopes: [] } });
  });

  it.each<[string, () => Promise<string> | string, RegExp]>([
    ['another secret', () => sign(CLAIMS, 'x'.repeat(40)), /signature is wrong/],
    ['another HMAC', () => sign(CLAIMS, SECRET.repeat(2), 'HS512'), /algorithm/],
    ['no signature', () => new UnsecuredJWT(CLAIMS).encode(), /not a valid JWT|algorithm/],
    ['nonsense', () => 'not.a.token', /not a valid JWT/],
    ['no tenant', () => sign({ sub: 'anna' }), /"tenant"/],
    ['an empty tenant', () => sign({ ...CLAIMS, tenant: '' }), /"tenant"/],
    ['a tenant that is no text', () => sign({ ...CLAIMS, tenant: { id: 1 } }), /"tenant"/],
    ['no subject', () => sign({ tenant: 'acme' }), /"sub"/],
    ['a time to come', () => sign({ ...CLAIMS, nbf: now() + 60 }), /"nbf"/],
    ['a time past', () => sign({ ...CLAIMS, exp: now() - 60 }), /expired/],
  ])('refuses a token with %s', async (_, token, reason) => {
    const check = await verifier.verify(await token());

    expect(check).toEqual({ result: 'invalid', reason: expect.stringMatching(reason) as string });
  });

  it('allows for clocks that differ by less than five seconds', async () => {
    // Only the time stands: what takes long does not make a token older.
    jest.useFakeTimers({ doNotFake: [...BUT_THE_DATE] });
    expect(await verifier.verify(await sign({ ...CLAIMS, exp: now() - 3 }))).toMatchObject({
      result: 'valid',
    });
    expect(await verifier.verify(await sign({ ...CLAIMS, exp: now() - 7 }))).toMatchObject({
      result: 'invalid',
    });
  });

  it('insists on issuer and audience when they are configured', async () => {
    const strict = verifierWith({
      mode: 'secret',
      secret: SECRET,
      issuer: 'https://id.example.com',
      audience: 'hookline',
    });
    const right = { ...CLAIMS, iss: 'https://id.example.com', aud: 'hookline' };

    expect(await strict.verify(await sign(right))).toMatchObject({ result: 'valid' });
    expect(await strict.verify(await sign({ ...right, iss: 'https://evil.example' }))).toEqual({
      result: 'invalid',
      reason: `The token's claim "iss" is not accepted.`,
    });
    expect(await strict.verify(await sign({ ...right, aud: 'other' }))).toMatchObject({
      result: 'invalid',
    });
    expect(await strict.verify(await sign(CLAIMS))).toMatchObject({ result: 'invalid' });
  });
});

describe('TokenVerifier with a key set', () => {
  const published: JWK[] = [];
  const privateKeys = new Map<string, CryptoKey>();
  let server: Server;
  let url: string;
  let answer: { status: number; body?: string } = { status: 200 };

  async function publish(alg: string): Promise<CryptoKey> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    published.push({ ...(await exportJWK(publicKey)), kid: alg, alg, use: 'sig' });
    privateKeys.set(alg, privateKey);
    return publicKey;
  }

  const sign = (alg: string, kid = alg) => {
    const key = privateKeys.get(alg);
    if (!key) throw new Error(`no key for ${alg}`);
    return new SignJWT(CLAIMS).setProtectedHeader({ alg, kid }).sign(key);
  };

  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body ?? JSON.stringify({ keys: published }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
    await Promise.all(['RS256', 'ES256', 'EdDSA', 'PS256'].map(publish));
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  beforeEach(() => {
    answer = { status: 200 };
  });

  const jwks = (): TokenVerifier => verifierWith({ mode: 'jwks', jwksUrl: url });

  it.each(['RS256', 'ES256', 'EdDSA'])('accepts %s', async (alg) => {
    expect(await jwks().verify(await sign(alg))).toMatchObject({
      result: 'valid',
      user: { id: 'anna', tenantId: 'acme' },
    });
  });

  it('refuses other algorithms, even with a published key', async () => {
    expect(await jwks().verify(await sign('PS256'))).toEqual({
      result: 'invalid',
      reason: expect.stringContaining('algorithm') as string,
    });
  });

  it('refuses a published key that is used as a shared secret', async () => {
    const publicKey = await publish('RS384');
    const secret = createSecretKey(Buffer.from(await exportSPKI(publicKey)));
    const forged = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256', kid: 'RS256' })
      .sign(secret);

    expect(await jwks().verify(forged)).toMatchObject({ result: 'invalid' });
  });

  it('refuses an unsigned token and a key that nobody published', async () => {
    const verifier = jwks();

    expect(await verifier.verify(new UnsecuredJWT(CLAIMS).encode())).toMatchObject({
      result: 'invalid',
    });
    expect(await verifier.verify(await sign('RS256', 'unknown'))).toEqual({
      result: 'invalid',
      reason: 'The token is signed with a key that is not known.',
    });
  });

  it('does not blame the token when the key set is not to be had', async () => {
    answer = { status: 500 };
    const token = await sign('RS256');
    expect(await jwks().verify(token)).toMatchObject({ result: 'unavailable' });

    answer = { status: 200, body: '{"keys":"none"}' };
    expect(await jwks().verify(token)).toMatchObject({ result: 'unavailable' });

    const nobody = verifierWith({ mode: 'jwks', jwksUrl: 'http://127.0.0.1:1/jwks.json' });
    expect(await nobody.verify(token)).toMatchObject({ result: 'unavailable' });
  });
});
