import { Webhook, WebhookVerificationError as TheirError } from 'standardwebhooks';
import { generateSecret, importSecret, sign, toStandardSecret, verify } from './index';
import { message, NOW, OFFICIAL } from './testing/message';

/** Held against the public `standardwebhooks` package, which knows nothing of ours. */
describe('with the standardwebhooks package', () => {
  beforeAll(() => jest.useFakeTimers({ now: NOW }));
  afterAll(() => jest.useRealTimers());

  const lengths = Array.from({ length: 41 }, (_, index) => 24 + index);
  const bodies = ['{}', '{"name":"Zoë ✓ \u{1F600}"}', '{ "spaced" : [1, 2.50] }\n', 'null', '""'];

  it.each(lengths)('signs alike with a key of %i bytes', (bytes) => {
    const secret = generateSecret(bytes);
    for (const body of bodies) {
      const ours = message(secret, { body });
      expect(ours.headers['webhook-signature']).toBe(
        new Webhook(secret).sign(ours.headers['webhook-id'], NOW, body),
      );
    }
  });

  it.each(bodies)('they accept what we sign: %s', (body) => {
    const secret = generateSecret();
    const ours = message([generateSecret(), secret], { body });
    expect(new Webhook(secret).verify(ours.body, ours.headers)).toEqual(JSON.parse(body));
  });

  it.each(bodies)('we accept what they sign: %s', (body) => {
    const secret = generateSecret();
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(NOW.getTime() / 1000),
      'webhook-signature': new Webhook(secret).sign('msg_1', NOW, body),
    };
    expect(verify({ headers, body: Buffer.from(body), secrets: secret })).toEqual({
      id: 'msg_1',
      timestamp: NOW,
      payload: JSON.parse(body) as unknown,
    });
  });

  it('they accept what we sign with a text, by its standard form', () => {
    const text = 'Zoë’s own secret, not base64';
    const ours = message(text);
    expect(new Webhook(toStandardSecret(text)).verify(ours.body, ours.headers)).toBeDefined();
  });

  it.each([-301, -300, 300, 301])('agrees on the tolerance at %i s', (offsetSeconds) => {
    const secret = generateSecret();
    const sent = message(secret, { offsetSeconds });
    const accepts = (run: () => unknown): boolean => {
      try {
        run();
        return true;
      } catch (error) {
        if (error instanceof TheirError || (error as { code?: string }).code) return false;
        throw error;
      }
    };
    const theirs = accepts(() => new Webhook(secret).verify(sent.body, sent.headers));
    expect(accepts(() => verify({ ...sent, secrets: secret }))).toBe(theirs);
    expect(theirs).toBe(Math.abs(offsetSeconds) <= 300);
  });

  it('they refuse what was tampered with', () => {
    const secret = generateSecret();
    const ours = message(secret);
    expect(() => new Webhook(secret).verify(`${ours.body} `, ours.headers)).toThrow(TheirError);
  });

  it('makes their official signature', () => {
    const { secret, id, timestampSeconds, body, signature } = OFFICIAL;
    const theirs = new Webhook(secret).sign(id, new Date(timestampSeconds * 1000), body);
    expect(theirs).toBe(signature);
    expect(sign({ id, timestampSeconds, body, keys: [importSecret(secret)] })).toBe(signature);
  });
});
