import { createHmac } from 'node:crypto';
import {
  generateSecret,
  importSecret,
  InvalidMessageError,
  sign,
  signatureHeaders,
  type SignInput,
} from './index';
import { OFFICIAL, thrownBy } from './testing/message';

const input = (change: Partial<Record<keyof SignInput, unknown>> = {}): SignInput =>
  ({ ...OFFICIAL, keys: [importSecret(OFFICIAL.secret)], ...change }) as SignInput;

describe('sign', () => {
  it('makes the signature of the official test vector', () => {
    expect(sign(input())).toBe(OFFICIAL.signature);
  });

  it('signs a string, a Buffer and a Uint8Array alike', () => {
    const body = '{"name":"Zoë ✓"}';
    const signatures = [body, Buffer.from(body), new TextEncoder().encode(body)].map((each) =>
      sign(input({ body: each })),
    );
    expect(new Set(signatures).size).toBe(1);
  });

  it('signs the bytes, text or not', () => {
    const body = Buffer.from([0xff, 0x00, 0xfe]);
    const expected = createHmac('sha256', Buffer.from(OFFICIAL.secret.slice(6), 'base64'))
      .update(
        Buffer.concat([Buffer.from(`${OFFICIAL.id}.${OFFICIAL.timestampSeconds}.`, 'utf8'), body]),
      )
      .digest('base64');
    expect(sign(input({ body }))).toBe(`v1,${expected}`);
  });

  it('makes one signature for each key, in their order', () => {
    const keys = [importSecret(generateSecret()), importSecret(OFFICIAL.secret)];
    expect(sign(input({ keys }))).toBe(`${sign(input({ keys: [keys[0]] }))} ${OFFICIAL.signature}`);
  });

  it.each<[keyof SignInput, string, unknown]>([
    ['id', 'empty', ''],
    ['id', 'with a full stop', 'evt.1'],
    ['id', 'with a space', 'evt 1'],
    ['id', 'with a line break', 'evt_1\r\nx-evil: 1'],
    ['id', 'beyond ASCII', 'evt_é'],
    ['id', 'too long', 'e'.repeat(257)],
    ['id', 'no string', 1],
    ['timestampSeconds', 'with a fraction', 1.5],
    ['timestampSeconds', 'negative', -1],
    ['timestampSeconds', 'in milliseconds', 1_796_000_000_000],
    ['timestampSeconds', 'no number', '1796000000'],
    ['timestampSeconds', 'NaN', Number.NaN],
    ['body', 'parsed', { a: 1 }],
    ['body', 'missing', undefined],
    ['keys', 'empty', []],
    ['keys', 'texts', [OFFICIAL.secret]],
    ['keys', 'missing', undefined],
  ])('refuses %s %s', (field, _what, value) => {
    const error = thrownBy(() => sign(input({ [field]: value })));
    expect(error).toBeInstanceOf(InvalidMessageError);
    expect(error).toMatchObject({ code: 'HOOKLINE_MESSAGE_INVALID', field });
    expect(String(error)).not.toContain(OFFICIAL.secret);
  });
});

describe('signatureHeaders', () => {
  it('answers the three headers', () => {
    expect(signatureHeaders(input())).toEqual({
      'webhook-id': OFFICIAL.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': OFFICIAL.signature,
    });
  });
});
