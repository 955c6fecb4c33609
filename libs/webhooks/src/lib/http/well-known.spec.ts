import { publicKeyFromJwk, type WebhookJwk } from '@hookline/verify';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

describe.each(ADAPTERS)('GET /.well-known/hookline/jwks.json on %s', (_name, adapter) => {
  let harness: HttpHarness;

  beforeAll(async () => {
    harness = await HttpHarness.start(adapter());
  });
  afterAll(() => harness.stop());

  const keysOf = (query: string) =>
    harness.anonymous().get(`/.well-known/hookline/jwks.json${query}`);

  it('answers the public keys of an endpoint, to everybody', async () => {
    const { id, secret } = await harness.create({ signatureScheme: 'standard-asymmetric' });
    const response = await keysOf(`?endpoint=${id}`).expect(200);
    expect(response.headers['cache-control']).toBe('public, max-age=300');
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    const { keys } = response.body as { keys: WebhookJwk[] };
    expect(keys.map(publicKeyFromJwk)).toEqual([secret]);
    expect(keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' });
  });

  it('SEC-V14 shows no private part', async () => {
    const { id } = await harness.create({ signatureScheme: 'standard-asymmetric' });
    const { text } = await keysOf(`?endpoint=${id}`).expect(200);
    const { keys } = JSON.parse(text) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
    ]);
  });

  it('SEC-V16 wants to know of which endpoint', async () => {
    for (const query of ['', '?endpoint=', '?endpoint=a&endpoint=b']) {
      expectProblem(await keysOf(query), 400, 'HOOKLINE_VALIDATION_FAILED');
    }
    expectProblem(await keysOf('?endpoint=5'), 400, 'HOOKLINE_ID_INVALID');
  });

  it('answers 404 for an endpoint that has none', async () => {
    const { id } = await harness.create();
    expectProblem(await keysOf(`?endpoint=${id}`), 404, 'HOOKLINE_NOT_FOUND');
  });
});
