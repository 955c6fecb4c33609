import { Ed25519Key } from './ed25519-key';
import { StandardKey, TextKey } from './hmac-key';
import type { SignatureScheme } from './scheme';
import type { SigningKey } from './signing-key';

/**
 * Checks a secret of the scheme `standard` and prepares it for signing and verifying.
 *
 * The key is what follows `whsec_`, base64-decoded. A string without this prefix is taken as a text
 * of the owner's own: its UTF-8 bytes are the key (see `toStandardSecret`). Both have 24 to 64 bytes.
 *
 * @throws {InvalidSecretError} when the secret cannot be used; never with its value
 *
 * @example
 * ```js
 * import { importSecret, sign } from '@hookline/verify';
 *
 * const key = importSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
 * const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
 * console.log(sign({ id, timestampSeconds: 1614265330, body: '{"test": 2432232314}', keys: [key] }));
 * // prints v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
 * ```
 */
export function importSecret(secret: string): SigningKey {
  return new StandardKey(secret);
}

/**
 * Checks a secret or key of any scheme and prepares it. What the bytes of the key are follows from the
 * scheme:
 *
 * - `standard`: as with `importSecret`.
 * - `standard-asymmetric`: `whsk_` and the base64 of an ed25519 seed and public key (64 bytes, or the
 *   seed's 32), which signs and verifies; or `whpk_` and the base64 of the public key (32 bytes), which
 *   verifies.
 * - `hex`, `sha256`: the UTF-8 bytes of the whole text, whatever it begins with. 24 to 255 bytes.
 *
 * @throws {InvalidSecretError} when the secret cannot be used; never with its value
 *
 * @example
 * ```js
 * import { importKey, sign } from '@hookline/verify';
 *
 * const key = importKey('correct horse battery staple', 'sha256');
 * console.log(sign({ id: 'evt_1', timestampSeconds: 1796000000, body: '{}', keys: [key] }));
 * // prints sha256=ea0a7029e49045b7f35eb49cfd742be15bbc7cb767208ecfe1fab26bda5cdbe8
 * ```
 */
export function importKey(secret: string, scheme: SignatureScheme): SigningKey {
  switch (scheme) {
    case 'standard':
      return new StandardKey(secret);
    case 'standard-asymmetric':
      return new Ed25519Key(secret);
    case 'hex':
    case 'sha256':
      return new TextKey(secret, scheme);
  }
}
