import { randomBytes } from 'node:crypto';
import { decodeBase64 } from './base64';
import { InvalidSecretError } from './errors/invalid-secret.error';

const PREFIX = 'whsec_';
/** Standard Webhooks, "Signature scheme": at least 24 bytes (192 bits), at most 64 (512 bits). */
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;
/** What receivers of the schemes `hex` and `sha256` have room for: usually a VARCHAR(255). */
const MAX_TEXT_BYTES = 255;

const surroundedOrControl = /^\s|\s$|[\u0000-\u001f\u007f]/;

function encodeText(text: string): Buffer {
  if (/^wh[sp]k_/.test(text)) throw new InvalidSecretError('asymmetric');
  const bytes = Buffer.from(text, 'utf8');
  // A lone surrogate would become U+FFFD silently, and two secrets the same key.
  if (surroundedOrControl.test(text) || bytes.toString('utf8') !== text) {
    throw new InvalidSecretError('not_text');
  }
  return bytes;
}

function decodeStandard(encoded: string): Buffer {
  const bytes = decodeBase64(encoded);
  if (bytes === undefined) throw new InvalidSecretError('not_base64');
  return bytes;
}

function requireLength(bytes: Buffer, max: number): Buffer {
  if (bytes.length >= MIN_KEY_BYTES && bytes.length <= max) return bytes;
  throw new InvalidSecretError('bad_length');
}

/** The key's bytes: base64-decoded after `whsec_`, the UTF-8 bytes of any other string. */
export function secretBytes(secret: string): Buffer {
  if (typeof secret !== 'string') throw new InvalidSecretError('not_a_string');
  const bytes = secret.startsWith(PREFIX)
    ? decodeStandard(secret.slice(PREFIX.length))
    : encodeText(secret);
  return requireLength(bytes, MAX_KEY_BYTES);
}

/** The key's bytes in the schemes `hex` and `sha256`: the UTF-8 bytes of the text, a prefix included. */
export function textSecretBytes(secret: string): Buffer {
  if (typeof secret !== 'string') throw new InvalidSecretError('not_a_string');
  return requireLength(encodeText(secret), MAX_TEXT_BYTES);
}

/**
 * Makes a new secret: `whsec_` and the base64 of random bytes.
 *
 * @param bytes how many random bytes, 24 to 64. @default 32
 * @throws {InvalidSecretError} reason `bad_length` when `bytes` is not a whole number from 24 to 64
 *
 * @example
 * ```js
 * import { generateSecret } from '@hookline/verify';
 *
 * console.log(generateSecret().length); // prints 50
 * ```
 */
export function generateSecret(bytes = 32): string {
  return PREFIX + randomKey(bytes).toString('base64');
}

/**
 * Makes a new secret for the schemes `hex` and `sha256`: random bytes as hex characters. The characters
 * are the key, so that a receiver uses the text as it is.
 *
 * @param bytes how many random bytes, 24 to 64. @default 32
 * @throws {InvalidSecretError} reason `bad_length` when `bytes` is not a whole number from 24 to 64
 *
 * @example
 * ```js
 * import { generateHexSecret } from '@hookline/verify';
 *
 * console.log(generateHexSecret().length); // prints 64
 * ```
 */
export function generateHexSecret(bytes = 32): string {
  return randomKey(bytes).toString('hex');
}

function randomKey(bytes: number): Buffer {
  if (!Number.isInteger(bytes) || bytes < MIN_KEY_BYTES || bytes > MAX_KEY_BYTES) {
    throw new InvalidSecretError('bad_length');
  }
  return randomBytes(bytes);
}

/**
 * Rewrites a secret as every Standard Webhooks library understands it: `whsec_` and the base64 of
 * the key. Hookline also accepts a plain text of 24 to 64 bytes as a secret, whose UTF-8 bytes are
 * the key; other libraries would take such a text for base64. Hand receivers the rewritten form.
 * A secret that is in this form already is returned unchanged.
 *
 * @throws {InvalidSecretError} when the secret cannot be used; never with its value
 *
 * @example
 * ```js
 * import { toStandardSecret } from '@hookline/verify';
 *
 * console.log(toStandardSecret('correct horse battery staple'));
 * // prints whsec_Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==
 * ```
 */
export function toStandardSecret(secret: string): string {
  return PREFIX + secretBytes(secret).toString('base64');
}
