import { inspect } from 'node:util';
import { generateSecret, importSecret, InvalidSecretError, toStandardSecret } from './index';
import { OFFICIAL, thrownBy } from './testing/message';

const base64 = (bytes: number): string => Buffer.alloc(bytes, 0xa5).toString('base64');

describe('generateSecret', () => {
  it('makes whsec_ and the base64 of 32 random bytes', () => {
    expect(generateSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(new Set(Array.from({ length: 100 }, () => generateSecret())).size).toBe(100);
  });

  it.each([24, 25, 32, 63, 64])('makes %i bytes', (bytes) => {
    const secret = generateSecret(bytes);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(bytes);
    expect(() => importSecret(secret)).not.toThrow();
  });

  it.each([0, -1, 23, 65, 24.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d bytes', (n) => {
    expect(thrownBy(() => generateSecret(n))).toMatchObject({ reason: 'bad_length' });
  });
});

describe('importSecret', () => {
  it.each([
    ['whsec_ and 24 bytes', `whsec_${base64(24)}`],
    ['whsec_ and 64 bytes', `whsec_${base64(64)}`],
    ['a text of 24 bytes', 'x'.repeat(24)],
    ['a text of 64 bytes', 'x'.repeat(64)],
    ['a text of 12 characters and 24 bytes', 'é'.repeat(12)],
    ['a text with spaces inside', 'correct horse battery staple'],
  ])('accepts %s', (_name, secret) => {
    expect(() => importSecret(secret)).not.toThrow();
  });

  it.each([
    ['no string', undefined, 'not_a_string'],
    ['a number', 42, 'not_a_string'],
    ['bytes', Buffer.alloc(32), 'not_a_string'],
    ['an empty text', '', 'bad_length'],
    ['a text of 23 bytes', 'x'.repeat(23), 'bad_length'],
    ['a text of 65 bytes', 'x'.repeat(65), 'bad_length'],
    ['only the prefix', 'whsec_', 'bad_length'],
    ['whsec_ and 23 bytes', `whsec_${base64(23)}`, 'bad_length'],
    ['whsec_ and 65 bytes', `whsec_${base64(65)}`, 'bad_length'],
    ['base64url', `whsec_${'-_'.repeat(16)}`, 'not_base64'],
    ['base64 without its padding', `whsec_${base64(32).replace('=', '')}`, 'not_base64'],
    ['base64 with stray bits', `whsec_${'A'.repeat(42)}B=`, 'not_base64'],
    ['base64 and a line break', `whsec_${base64(32)}\n`, 'not_base64'],
    ['a text and a line break', `${'x'.repeat(32)}\n`, 'not_text'],
    ['a text with a NUL', `${'x'.repeat(32)}\0x`, 'not_text'],
    ['half a surrogate pair', `${'x'.repeat(32)}\ud800`, 'not_text'],
    ['an asymmetric secret key', `whsk_${base64(32)}`, 'asymmetric'],
    ['an asymmetric public key', `whpk_${base64(32)}`, 'asymmetric'],
  ])('refuses %s, without repeating it', (_name, secret, reason) => {
    const error = thrownBy(() => importSecret(secret as string)) as InvalidSecretError;
    expect(error).toBeInstanceOf(InvalidSecretError);
    expect(error).toMatchObject({ code: 'HOOKLINE_SECRET_INVALID', reason });
    if (typeof secret === 'string' && secret.length > 6) {
      expect(inspect(error)).not.toContain(secret);
      expect(inspect(error)).not.toContain(secret.slice(6));
    }
  });

  it('makes a key that does not show itself', () => {
    const key = importSecret(OFFICIAL.secret);
    const plain = Buffer.from(OFFICIAL.secret.slice(6), 'base64');
    const shown = inspect(key, { depth: null, showHidden: true }) + JSON.stringify(key);
    expect(shown).not.toContain(OFFICIAL.secret.slice(6));
    expect(shown).not.toContain(plain.toString('hex').slice(0, 8));
  });
});

describe('toStandardSecret', () => {
  it('encodes a text of the owner', () => {
    const text = 'correct horse battery staple';
    const standard = toStandardSecret(text);
    expect(standard).toBe('whsec_Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==');
    const message = ['evt_1', 1, '{}'] as const;
    expect(importSecret(standard).signature(...message)).toBe(
      importSecret(text).signature(...message),
    );
  });

  it('leaves a standard secret as it is', () => {
    expect(toStandardSecret(OFFICIAL.secret)).toBe(OFFICIAL.secret);
  });

  it('refuses what cannot be a secret', () => {
    expect(() => toStandardSecret('short')).toThrow(InvalidSecretError);
  });
});
