import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import {
  generateSecret,
  importSecret,
  signatureHeaders,
  verify,
  WebhookVerificationError,
  type VerifyInput,
  type WebhookMessage,
} from './index';
import { message, NOW, NOW_SECONDS, OFFICIAL, thrownBy } from './testing/message';

const secret = generateSecret();
const other = generateSecret();

/** The code of what `verify` throws for a good message with these changes; `ok` when it accepts. */
function outcome(change: Partial<Record<keyof VerifyInput, unknown>>): string {
  const input = { ...message(secret), secrets: secret, now: NOW, ...change } as VerifyInput;
  const error = thrownBy(() => verify(input));
  if (error === undefined) return 'ok';
  expect(error).toBeInstanceOf(WebhookVerificationError);
  return (error as WebhookVerificationError).code;
}

/** Another character of the same kind, so that only the value changes and not the form. */
function altered(text: string, index: number): string {
  const old = text.charAt(index);
  const replacement = /[0-9]/.test(old) ? String((Number(old) + 1) % 10) : old === 'A' ? 'B' : 'A';
  return text.slice(0, index) + replacement + text.slice(index + 1);
}

describe('verify: a good message', () => {
  it('accepts the official test vector', () => {
    const { id, timestampSeconds, body, signature } = OFFICIAL;
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestampSeconds),
      'webhook-signature': signature,
    };
    const now = new Date(timestampSeconds * 1000);
    expect(verify({ headers, body, secrets: OFFICIAL.secret, now })).toEqual({
      id,
      timestamp: now,
      payload: { test: 2432232314 },
    });
  });

  it('takes the body as string, Buffer or Uint8Array', () => {
    const { body } = message(secret);
    for (const raw of [body, Buffer.from(body), new TextEncoder().encode(body)]) {
      expect(outcome({ body: raw })).toBe('ok');
    }
  });

  it('uses the clock when no time is given', () => {
    const old = message(secret, { offsetSeconds: -10 * 365 * 86_400 });
    expect(outcome({ ...old, now: undefined })).toBe('timestamp_too_old');
  });

  it('answers a payload of the named type', () => {
    const { payload } = verify<WebhookMessage<{ name: string }>>({
      ...message(secret),
      secrets: importSecret(secret),
      now: NOW,
    });
    expect(payload.data.name).toBe('Zoë ✓ \u{1F600}');
  });
});

describe('verify: headers', () => {
  const { headers, body } = message(secret);
  const upper = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
  );

  it.each<[string, unknown]>([
    ['in capitals', upper],
    ['as Fetch Headers', new Headers(headers)],
    ['as lists of one', Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, [v]]))],
    ['with space around the values', { ...headers, 'webhook-id': ` ${headers['webhook-id']} ` }],
    ['without a prototype', Object.assign(Object.create(null), headers)],
    ['beside others', { ...headers, host: 'x', 'set-cookie': ['a', 'b'], get: 'x' }],
  ])('are read %s', (_how, value) => {
    expect(outcome({ headers: value, body })).toBe('ok');
  });

  it('are read from a request of Node', async () => {
    const server = createServer((request, response) =>
      response.end(JSON.stringify(request.headers)),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body });
    const received = (await answer.json()) as IncomingHttpHeaders;
    await new Promise((resolve) => server.close(resolve));
    expect(verify({ headers: received, body, secrets: secret, now: NOW }).id).toBe(
      headers['webhook-id'],
    );
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('must have %s', (name) => {
    expect(outcome({ headers: { ...headers, [name]: undefined } })).toBe('missing_header');
    expect(outcome({ headers: { ...headers, [name]: ' ' } })).toBe('missing_header');
    expect(outcome({ headers: { ...headers, [name]: ['a', 'b'] } })).toBe('invalid_header');
    expect(outcome({ headers: { ...headers, [name.toUpperCase()]: 'x' } })).toBe('invalid_header');
    expect(outcome({ headers: { ...headers, [name]: 5 } })).toBe('invalid_header');
  });

  it.each([
    'x',
    '-5',
    '1e9',
    '0x5f',
    '01796000000',
    `${NOW_SECONDS}.0`,
    '9'.repeat(13),
    `${NOW_SECONDS}, ${NOW_SECONDS}`,
  ])('must not have the timestamp %s', (timestamp) => {
    expect(outcome({ headers: { ...headers, 'webhook-timestamp': timestamp } })).toBe(
      'invalid_header',
    );
  });

  it('must not have a full stop in the id: it would shift the parts of what is signed', () => {
    const shifted = { ...headers, 'webhook-id': `${headers['webhook-id']}.${NOW_SECONDS}` };
    expect(outcome({ headers: shifted })).toBe('invalid_header');
  });
});

describe('verify: time', () => {
  it.each([
    [0, 'ok'],
    [-300, 'ok'],
    [-301, 'timestamp_too_old'],
    [300, 'ok'],
    [301, 'timestamp_too_new'],
  ])('%i s away is %s', (offsetSeconds, expected) => {
    expect(outcome(message(secret, { offsetSeconds }))).toBe(expected);
    const endOfSecond = new Date(NOW.getTime() + 999);
    expect(outcome({ ...message(secret, { offsetSeconds }), now: endOfSecond })).toBe(expected);
  });

  it.each([
    [0, 0, 'ok'],
    [0, -1, 'timestamp_too_old'],
    [0, 1, 'timestamp_too_new'],
    [3600, -3600, 'ok'],
    [3600, -3601, 'timestamp_too_old'],
  ])('with a tolerance of %i s, %i s away is %s', (toleranceSeconds, offsetSeconds, expected) => {
    expect(outcome({ ...message(secret, { offsetSeconds }), toleranceSeconds })).toBe(expected);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, '300', null])(
    'a tolerance of %p is a mistake, never a free pass',
    (toleranceSeconds) => {
      const ancient = message(secret, { offsetSeconds: -86_400 });
      expect(outcome({ ...ancient, toleranceSeconds })).toBe('invalid_option');
    },
  );

  it.each([new Date(Number.NaN), 5, 'now', null])('a clock of %p is a mistake', (now) => {
    expect(outcome({ now })).toBe('invalid_option');
  });
});

describe('verify: tampering', () => {
  const { headers, body } = message(secret);

  it('with any byte of the body is caught', () => {
    const bytes = Buffer.from(body);
    for (let index = 0; index < bytes.length; index++) {
      const tampered = Buffer.from(bytes);
      tampered[index] = (tampered[index] ?? 0) ^ 1;
      expect(outcome({ body: tampered })).toBe('no_matching_signature');
    }
    expect(outcome({ body: `${body} ` })).toBe('no_matching_signature');
    expect(outcome({ body: body.slice(0, -1) })).toBe('no_matching_signature');
    expect(outcome({ body: '' })).toBe('no_matching_signature');
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)(
    'with any character of %s is caught',
    (name) => {
      for (let index = 0; index < headers[name].length; index++) {
        const tampered = { ...headers, [name]: altered(headers[name], index) };
        expect(outcome({ headers: tampered, toleranceSeconds: 1e12 })).not.toBe('ok');
      }
    },
  );

  it('by a signature of another message, secret or scheme is caught', () => {
    const signature = headers['webhook-signature'];
    const forged = [
      message(other).headers['webhook-signature'],
      message(secret, { id: 'evt_2' }).headers['webhook-signature'],
      signature.replace('v1,', 'v1a,'),
      signature.replace('v1,', 'v2,'),
      signature.replace('v1,', ''),
      signature.replace('v1,', 'V1,'),
      signature.replace(/=$/, ''),
      `${signature}=`,
      `${signature},x`,
      'v1,',
      'v1',
      ',',
      '\u{1F600}'.repeat(11),
    ];
    for (const value of forged) {
      const error = outcome({ headers: { ...headers, 'webhook-signature': value } });
      expect([value, error]).toEqual([value, 'no_matching_signature']);
    }
  });
});

describe('verify: several secrets and signatures', () => {
  const signatureOf = (own: string): string => message(own).headers['webhook-signature'];
  const withSignatures = (...signatures: string[]): unknown => ({
    ...message(secret).headers,
    'webhook-signature': signatures.join(' '),
  });

  it('finds the match among signatures of other secrets and schemes', () => {
    const headers = withSignatures('v1a,hnO3f9T8==', signatureOf(other), '', signatureOf(secret));
    expect(outcome({ headers })).toBe('ok');
    expect(outcome({ headers: withSignatures('v1a,hnO3f9T8==', signatureOf(other)) })).toBe(
      'no_matching_signature',
    );
  });

  it('finds the match among secrets', () => {
    const third = generateSecret();
    expect(outcome({ secrets: [other, secret] })).toBe('ok');
    expect(outcome({ secrets: [other, importSecret(secret)] })).toBe('ok');
    expect(outcome({ secrets: [other, third] })).toBe('no_matching_signature');
  });

  it('accepts every step of a rotation, and nothing after it', () => {
    const [before, during, after] = [secret, [other, secret], other].map((own) => message(own));
    const accepted = (own: unknown): string[] =>
      [before, during, after].map((sent) => outcome({ ...sent, secrets: own }));
    expect(accepted(secret)).toEqual(['ok', 'ok', 'no_matching_signature']);
    expect(accepted([other, secret])).toEqual(['ok', 'ok', 'ok']);
    expect(accepted(other)).toEqual(['no_matching_signature', 'ok', 'ok']);
  });
});

describe('verify: mistakes of the receiver', () => {
  it.each([{ id: 1 }, [], null, undefined, 5, true])('a body of %p is not raw', (body) => {
    expect(outcome({ body })).toBe('body_not_raw');
  });

  it.each([[undefined], [''], [[]], [[secret, '']], [null], [{}], ['whsec_x'], [[[secret]]]])(
    'secrets of %p are unusable',
    (secrets) => {
      expect(outcome({ secrets })).toBe('invalid_secret');
    },
  );

  it('a signed body that is not JSON is said to be so', () => {
    for (const body of ['', 'hello', '{', '\ufeff{}']) {
      expect(outcome(message(secret, { body }))).toBe('body_not_json');
    }
    const body = Buffer.from([0x22, 0xff, 0x22]); // JSON, were it not for a byte that is not UTF-8
    const keys = [importSecret(secret)];
    const headers = signatureHeaders({ id: 'evt_1', timestampSeconds: NOW_SECONDS, body, keys });
    expect(outcome({ headers, body })).toBe('body_not_json');
  });

  it('answers the status to send', () => {
    const status = (change: Partial<Record<keyof VerifyInput, unknown>>): unknown => {
      const input = { ...message(secret), secrets: secret, now: NOW, ...change } as VerifyInput;
      return (thrownBy(() => verify(input)) as WebhookVerificationError).status;
    };
    expect(status({ headers: {} })).toBe(400);
    expect(status(message(secret, { offsetSeconds: -301 }))).toBe(400);
    expect(status({ body: '{}' })).toBe(401);
    expect(status({ body: {} })).toBe(500);
    expect(status({ secrets: [] })).toBe(500);
  });

  it('never shows the secret or the expected signature', () => {
    const good = message(secret);
    const expected = good.headers['webhook-signature'].slice(3);
    const wrong = { ...good.headers, 'webhook-signature': 'v1,AAAA' };
    const broken = `whsec_${'planted-secret-'.repeat(3)}`;
    const errors = [
      thrownBy(() => verify({ headers: wrong, body: good.body, secrets: secret, now: NOW })),
      thrownBy(() => verify({ ...good, secrets: [secret, broken], now: NOW })),
    ];
    const shown = errors.map((error) => inspect(error, { depth: null, showHidden: true })).join();
    expect(shown).toContain('WebhookVerificationError');
    for (const hidden of [secret.slice(6), expected, 'planted-secret']) {
      expect(shown).not.toContain(hidden);
    }
  });
});
