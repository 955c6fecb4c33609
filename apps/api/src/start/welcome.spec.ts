import { loadConfig } from '../config/load-config';
import { TokenVerifier } from '../auth/token-verifier';
import { SCOPES } from '../auth/scopes';
import { localUrl, welcome } from './welcome';

const DATABASE_URL = 'postgres://localhost/app';

describe('welcome', () => {
  it('prints a token that the host accepts, and commands that use it', async () => {
    const config = loadConfig({ DATABASE_URL, JWT_ISSUER: 'me', JWT_AUDIENCE: 'hookline' });

    const text = await welcome(config, 3000);

    const token = /export TOKEN=(\S+)/.exec(text)?.[1] ?? '';
    expect(await new TokenVerifier(config).verify(token)).toMatchObject({
      result: 'valid',
      user: { tenantId: 'development', scopes: [...SCOPES] },
    });
    expect(text.match(/curl .*localhost:3000\/api\/.*Bearer \$TOKEN/g)).toHaveLength(3);
  });

  it('prints no token in production or when somebody else issues them', async () => {
    const production = loadConfig({
      DATABASE_URL,
      NODE_ENV: 'production',
      JWT_SECRET: 'a-secret-of-more-than-thirty-two-bytes',
      HOOKLINE_ENCRYPTION_KEYS: Buffer.alloc(32).toString('base64'),
    });
    const jwks = loadConfig({ DATABASE_URL, JWT_JWKS_URL: 'https://id.example.com/jwks.json' });

    for (const config of [production, jwks]) {
      expect(await welcome(config, 3000)).not.toMatch(/TOKEN|\n/);
    }
  });
});

describe('localUrl', () => {
  it.each([
    ['127.0.0.1', 'http://localhost:3000'],
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['host.example', 'http://host.example:3000'],
  ])('of %s is %s', (host, url) => {
    expect(localUrl(host, 3000)).toBe(url);
  });
});
