import { sign as theirSign, verify as theirVerify } from '@octokit/webhooks-methods';
import { createHmac } from 'node:crypto';
import { generateHexSecret, generateSecret, importKey, sign, verify } from './index';
import { NOW, NOW_SECONDS } from './testing/message';
import { signedBy } from './testing/schemes';

const bodies = [
  '{"id":"evt_1"}',
  '{"id":"evt_1","name":"Zoë ✓ \u{1F600}"}',
  '{ "id" : "evt_1" }\n',
];

/** Held against GitHub's own package, which knows nothing of ours. */
describe('with the @octokit/webhooks-methods package', () => {
  const secrets = [generateHexSecret(), generateSecret(), 'It’s a secret to everybody!'];

  it.each(secrets)('signs alike, whatever the secret looks like', async (secret) => {
    const keys = [importKey(secret, 'sha256')];
    for (const body of bodies) {
      const ours = sign({ id: 'evt_1', timestampSeconds: NOW_SECONDS, body, keys });
      expect(ours).toBe(await theirSign(secret, body));
      expect(await theirVerify(secret, body, ours)).toBe(true);
      expect(await theirVerify(secret, `${body} `, ours)).toBe(false);
    }
  });

  it.each(secrets)('we accept what they sign', async (secret) => {
    for (const body of bodies) {
      const headers = {
        'x-webhook-timestamp': NOW.toISOString(),
        'x-webhook-signature-256': await theirSign(secret, body),
      };
      expect(verify({ headers, body, scheme: 'sha256', secrets: secret, now: NOW }).id).toBe(
        'evt_1',
      );
    }
  });

  it("makes the signature of GitHub's documentation", () => {
    // "Validating webhook deliveries", testing the webhook payload validation; the secret is shorter
    // than ours may be, so that only the computation is shown.
    const hmac = createHmac('sha256', "It's a Secret to Everybody").update('Hello, World!');
    const keys = [importKey("It's a Secret to Everybody", 'sha256')];
    const ours = sign({ id: 'x', timestampSeconds: 0, body: 'Hello, World!', keys });
    expect(ours).toBe('sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17');
    expect(ours).toBe(`sha256=${hmac.digest('hex')}`);
  });
});

/** Receivers as the systems have them that we started from. */
describe('a receiver of the older kind', () => {
  const secret = generateHexSecret();

  it('computes the same in the scheme hex: the hex HMAC of timestamp.body, keyed with the text', () => {
    const { headers, body } = signedBy('hex', secret);
    const content = `${headers['x-webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', secret).update(content).digest('hex');
    expect(headers['x-webhook-signature']).toBe(expected);
    expect(Number(headers['x-webhook-timestamp'])).toBe(NOW_SECONDS);
  });

  it('computes the same in the scheme sha256: the hex HMAC of the body, keyed with the text', () => {
    const { headers, body } = signedBy('sha256', secret);
    const expected = createHmac('sha256', secret).update(body).digest('hex');
    expect(headers['x-webhook-signature-256']).toBe(`sha256=${expected}`);
    expect(headers['x-webhook-timestamp']).toBe(NOW.toISOString());
  });
});
