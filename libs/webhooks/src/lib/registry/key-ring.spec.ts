import { randomBytes } from 'node:crypto';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EncryptionKeyUnknownError } from '../common/errors/encryption-key-unknown.error';
import { KeyRing } from './key-ring';

const newKey = () => randomBytes(32).toString('base64');
const endpoint = '0192aaaa-0000-7000-8000-000000000001';

describe('KeyRing', () => {
  it('opens what it sealed, and never seals alike twice', () => {
    const ring = new KeyRing([newKey()]);
    const first = ring.seal('whsec_ä', endpoint);
    expect(first).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
    expect(first).not.toBe(ring.seal('whsec_ä', endpoint));
    expect(ring.open(first, endpoint)).toBe('whsec_ä');
    expect(ring.open(ring.seal('', endpoint), endpoint)).toBe('');
  });

  it('seals with the newest key and opens with every key', () => {
    const [older, newer] = [newKey(), newKey()];
    const sealed = new KeyRing([older]).seal('secret', endpoint);
    const ring = new KeyRing([newer, older]);
    expect(ring.open(sealed, endpoint)).toBe('secret');
    expect(() => new KeyRing([older]).open(ring.seal('secret', endpoint), endpoint)).toThrow(
      EncryptionKeyUnknownError,
    );
  });

  it('SEC-S05 refuses another context and a changed value, and names neither secret nor key', () => {
    const key = newKey();
    const ring = new KeyRing([key]);
    const sealed = ring.seal('secret', endpoint);
    const last = sealed.at(-2) === 'A' ? 'B' : 'A';
    const changed = sealed.slice(0, -2) + last + sealed.slice(-1);
    for (const attempt of [
      () => ring.open(sealed, 'another'),
      () => ring.open(changed, endpoint),
      () => ring.open('nonsense', endpoint),
      () => ring.open(sealed.split('.').slice(0, 3).join('.'), endpoint),
      () => ring.open(sealed.replace(/[\w-]+$/, 'AA'), endpoint),
    ]) {
      expect(attempt).toThrow(EncryptionKeyUnknownError);
      expect(attempt).not.toThrow(key);
    }
  });

  it.each([
    [[]],
    [['short']],
    [[newKey(), randomBytes(31).toString('base64')]],
    [['%'.repeat(44)]],
  ])('refuses the keys %#', (keys: string[]) => {
    expect(() => new KeyRing(keys)).toThrow(ConfigInvalidError);
    expect(() => new KeyRing(keys)).toThrow(/encryptionKeys/);
  });
});
