import type { SignatureScheme } from './scheme';

/**
 * A secret or key that was checked and prepared once, to sign or verify many messages. Keep it for as
 * long as the secret lives. It does not show what is in it: not when logged, not as JSON. Made by
 * `importSecret` and `importKey`.
 */
export abstract class SigningKey {
  /** The scheme that it was imported for; its signatures have that form. */
  abstract readonly scheme: SignatureScheme;
  /** `false` for a public key, which only verifies. */
  abstract readonly canSign: boolean;

  /** One entry of the scheme's signature header. */
  abstract signature(id: string, timestampSeconds: number, body: string | Uint8Array): string;

  /**
   * Whether one of the entries is this key's signature of the message, in constant time.
   *
   * @param timestamp the timestamp as it was sent
   */
  abstract matches(
    entries: readonly string[],
    id: string,
    timestamp: string,
    body: string | Uint8Array,
  ): boolean;
}
