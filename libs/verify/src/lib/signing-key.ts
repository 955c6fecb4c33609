import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { secretBytes } from './secret';

/**
 * A secret that was checked and prepared once, to sign or verify many messages. Keep it for as long
 * as the secret lives. It does not show its key: not when logged, not as JSON. Made by
 * `importSecret`.
 */
export class SigningKey {
  readonly #key: KeyObject;

  constructor(secret: string) {
    const bytes = secretBytes(secret);
    this.#key = createSecretKey(bytes);
    bytes.fill(0);
  }

  /** One entry of `webhook-signature`: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`. */
  signature(id: string, timestampSeconds: number, body: string | Uint8Array): string {
    const hmac = createHmac('sha256', this.#key);
    if (typeof body === 'string') hmac.update(`${id}.${timestampSeconds}.${body}`);
    else hmac.update(`${id}.${timestampSeconds}.`).update(body);
    return `v1,${hmac.digest('base64')}`;
  }
}

/**
 * Checks a secret and prepares it for signing and verifying.
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
  return new SigningKey(secret);
}
