import crypto from 'node:crypto';
import { inspect } from 'node:util';
import {
  generateHexSecret,
  importKey,
  SIGNATURE_SCHEMES,
  verify,
  WebhookVerificationError,
  type SignatureScheme,
  type VerifyInput,
} from './index';
import { NOW, thrownBy } from './testing/message';
import { credentials, signedBy, type Credentials } from './testing/schemes';

type Change = Partial<Record<keyof VerifyInput, unknown>>;

/** The code of what `verify` throws for this message; `ok` when it accepts. */
function outcome(scheme: SignatureScheme, input: Change): string {
  const error = thrownBy(() => verify({ scheme, now: NOW, ...input } as VerifyInput));
  if (error === undefined) return 'ok';
  expect(error).toBeInstanceOf(WebhookVerificationError);
  return (error as WebhookVerificationError).code;
}

/** Another character of the same kind, so that only the value changes and not the form. */
function altered(text: string, index: number): string {
  const old = text.charAt(index);
  const replacement = /[0-9]/.test(old) ? String((Number(old) + 1) % 10) : old === 'a' ? 'b' : 'a';
  return text.slice(0, index) + replacement + text.slice(index + 1);
}

const headersOf: Record<SignatureScheme, [id: string, timestamp: string, signature: string]> = {
  standard: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  'standard-asymmetric': ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  hex: ['x-webhook-id', 'x-webhook-timestamp', 'x-webhook-signature'],
  sha256: ['x-webhook-id', 'x-webhook-timestamp', 'x-webhook-signature-256'],
};

describe.each(SIGNATURE_SCHEMES)('the scheme %s', (scheme) => {
  const [idHeader, timestampHeader, signatureHeader] = headersOf[scheme];
  const { signing, verifying } = credentials(scheme);
  const other = credentials(scheme);
  const good = signedBy(scheme, signing);
  const with_ = (change: Change): Change => ({ ...good, secrets: verifying, ...change });
  const withHeader = (name: string, value: unknown): Change =>
    with_({ headers: { ...good.headers, [name]: value } });

  it('accepts what it signed, and answers id, time and payload', () => {
    expect(Object.keys(good.headers)).toEqual([idHeader, timestampHeader, signatureHeader]);
    const input = { ...good, scheme, secrets: verifying, now: NOW };
    const verified = { id: 'evt_01jdz3v4q8', timestamp: NOW };
    expect(verify(input)).toEqual({ ...verified, payload: JSON.parse(good.body) as unknown });
    expect(verify({ ...input, body: Buffer.from(good.body) })).toMatchObject(verified);
    expect(verify({ ...input, secrets: importKey(verifying, scheme) })).toMatchObject(verified);
  });

  it('SEC-V01 catches a change of any byte of the body', () => {
    const bytes = Buffer.from(good.body);
    for (let index = 0; index < bytes.length; index++) {
      const tampered = Buffer.from(bytes);
      tampered[index] = (tampered[index] ?? 0) ^ 1;
      expect(outcome(scheme, with_({ body: tampered }))).toBe('no_matching_signature');
    }
    for (const body of [`${good.body} `, good.body.slice(1), '']) {
      expect(outcome(scheme, with_({ body }))).toBe('no_matching_signature');
    }
  });

  it('SEC-V02 catches a change of any byte of the signature and of the id', () => {
    for (const name of [signatureHeader, idHeader]) {
      const value = good.headers[name] ?? '';
      for (let index = 0; index < value.length; index++) {
        expect(outcome(scheme, withHeader(name, altered(value, index)))).not.toBe('ok');
      }
    }
  });

  it('SEC-V02 catches another timestamp within the tolerance, where the timestamp is signed', () => {
    const later = signedBy(scheme, signing, { offsetSeconds: 1 }).headers[timestampHeader];
    const expected = scheme === 'sha256' ? 'ok' : 'no_matching_signature';
    expect(outcome(scheme, withHeader(timestampHeader, later))).toBe(expected);
  });

  it.each([
    [-300, 'ok'],
    [-301, 'timestamp_too_old'],
    [300, 'ok'],
    [301, 'timestamp_too_new'],
  ])('SEC-V03 a message of %i s from now is %s', (offsetSeconds, expected) => {
    const message = signedBy(scheme, signing, { offsetSeconds });
    expect(outcome(scheme, { ...message, secrets: verifying })).toBe(expected);
  });

  it('SEC-V04 refuses signatures of other secrets', () => {
    const forged = signedBy(scheme, other.signing).headers[signatureHeader];
    expect(outcome(scheme, withHeader(signatureHeader, forged))).toBe('no_matching_signature');
    expect(outcome(scheme, with_({ secrets: other.verifying }))).toBe('no_matching_signature');
  });

  it('SEC-V05 refuses a header that is missing, sent twice or malformed', () => {
    for (const name of [timestampHeader, signatureHeader]) {
      expect(outcome(scheme, withHeader(name, undefined))).toBe('missing_header');
      expect(outcome(scheme, withHeader(name, ['a', 'b']))).toBe('invalid_header');
      expect(outcome(scheme, withHeader(name.toUpperCase(), 'x'))).toBe('invalid_header');
    }
    for (const timestamp of ['x', '-5', '1e9', '2026-13-01T00:00:00Z', '2026-11-21 22:59']) {
      expect(outcome(scheme, withHeader(timestampHeader, timestamp))).toBe('invalid_header');
    }
    expect(outcome(scheme, withHeader(idHeader, 'evt.1'))).toBe('invalid_header');
  });

  it('SEC-V23 compares no more than 20 signatures', () => {
    const value = good.headers[signatureHeader] ?? '';
    const wrong = altered(value, value.length - 10);
    const many = (count: number): Change =>
      withHeader(signatureHeader, [...Array<string>(count - 1).fill(wrong), value].join(' '));
    expect(outcome(scheme, many(20))).toBe('ok');
    expect(outcome(scheme, many(21))).toBe('invalid_header');
  });

  it('finds the match among several secrets', () => {
    expect(outcome(scheme, with_({ secrets: [other.verifying, verifying] }))).toBe('ok');
  });

  it('finds the match among several signatures', () => {
    const entries = [other, { signing } as Credentials].map(
      (each) => signedBy(scheme, each.signing).headers[signatureHeader],
    );
    expect(outcome(scheme, withHeader(signatureHeader, entries.join(' ')))).toBe('ok');
  });

  it('signs with every live key, or with the newest where there is room for one', () => {
    const both = signedBy(scheme, [other.signing, signing]);
    const entries = (both.headers[signatureHeader] ?? '').split(' ');
    expect(entries).toHaveLength(scheme.startsWith('standard') ? 2 : 1);
    expect(outcome(scheme, { ...both, secrets: other.verifying })).toBe('ok');
  });

  it('SEC-V06 never shows the secret or the expected signature', () => {
    const expected = (good.headers[signatureHeader] ?? '').replace(/^.*[,=](?=.)/, '');
    const error = thrownBy(() =>
      verify({ ...good, body: '{}', scheme, secrets: [signing, verifying], now: NOW }),
    );
    const key = importKey(signing, scheme);
    const shown = [error, key].map((each) => inspect(each, { depth: null, showHidden: true }));
    expect(shown.join()).toContain('no_matching_signature');
    expect(shown.join()).not.toContain(signing.slice(6));
    expect(shown.join()).not.toContain(expected);
    expect(JSON.stringify(key)).not.toContain(signing.slice(6));
  });
});

describe('schemes beside each other', () => {
  it('SEC-V07 a message of one scheme is none of another', () => {
    for (const scheme of SIGNATURE_SCHEMES) {
      const { signing, verifying } = credentials(scheme);
      const message = signedBy(scheme, signing);
      for (const foreign of SIGNATURE_SCHEMES.filter((each) => each !== scheme)) {
        expect(outcome(foreign, { ...message, secrets: verifying })).not.toBe('ok');
      }
    }
  });

  it('SEC-V07 a public key is never taken for a shared secret', () => {
    const { verifying } = credentials('standard-asymmetric');
    for (const scheme of ['standard', 'hex', 'sha256'] as const) {
      const error = thrownBy(() => importKey(verifying, scheme));
      expect(error).toMatchObject({ code: 'HOOKLINE_SECRET_INVALID', reason: 'asymmetric' });
    }
  });

  it('refuses a key that was imported for another scheme', () => {
    const secret = generateHexSecret();
    const message = signedBy('hex', secret);
    expect(outcome('hex', { ...message, secrets: importKey(secret, 'sha256') })).toBe(
      'invalid_secret',
    );
  });

  it.each(['', 'none', 'HEX', null, 5, ['hex']])('refuses %p as a scheme', (scheme) => {
    const secret = generateHexSecret();
    const expected = scheme === null ? 'missing_header' : 'invalid_option';
    expect(
      outcome(scheme as SignatureScheme, { ...signedBy('hex', secret), secrets: secret }),
    ).toBe(expected);
  });
});

describe.each(['hex', 'sha256'] as const)('the id in the scheme %s', (scheme) => {
  const secret = generateHexSecret();
  const sent = (body: string): ReturnType<typeof signedBy> => signedBy(scheme, secret, { body });
  const without = ({ headers, body }: ReturnType<typeof signedBy>): Change => ({
    headers: { ...headers, 'x-webhook-id': undefined },
    body,
  });

  it('SEC-V08 is the signed one of the body, and a header that differs is refused', () => {
    const message = sent('{"id":"evt_signed"}');
    expect(outcome(scheme, { ...message, secrets: secret })).toBe('id_mismatch');
    const input = { ...without(message), scheme, secrets: secret, now: NOW } as VerifyInput;
    expect(verify(input).id).toBe('evt_signed');
  });

  it('is the header where the body has none, and must be somewhere', () => {
    for (const body of ['{}', '[]', 'null', '{"id":5}', '{"id":"with a space"}']) {
      const input = { ...sent(body), scheme, secrets: secret, now: NOW };
      expect(verify(input).id).toBe('evt_01jdz3v4q8');
      expect(outcome(scheme, { ...without(sent(body)), secrets: secret })).toBe('missing_header');
    }
  });
});

describe('the comparison', () => {
  it.each(['standard', 'hex', 'sha256'] as const)(
    'SEC-V09 is left to timingSafeEqual: %s',
    (scheme) => {
      const compared = jest.spyOn(crypto, 'timingSafeEqual');
      const { signing, verifying } = credentials(scheme);
      const message = signedBy(scheme, signing);
      expect(outcome(scheme, { ...message, secrets: verifying })).toBe('ok');
      expect(compared).toHaveBeenCalledTimes(1);
      compared.mockRestore();
    },
  );
});
