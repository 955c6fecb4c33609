import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { decodeBase64 } from './base64';
import { InvalidSecretError } from './errors/invalid-secret.error';
import { SigningKey } from './signing-key';

const PRIVATE_PREFIX = 'whsk_';
const PUBLIC_PREFIX = 'whpk_';
/** RFC 8032, section 5.1: seed and public key have 32 bytes each, a signature 64. */
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** RFC 8410: what stands before the seed in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The two halves of an ed25519 key. */
export interface KeyPair {
  /** `whsk_` and the base64 of seed and public key, 64 bytes. Signs; never leaves the sender. */
  privateKey: string;
  /** `whpk_` and the base64 of the public key, 32 bytes. Verifies; may be known to everybody. */
  publicKey: string;
}

function bytesAfter(prefix: string, key: string): Buffer {
  const bytes = decodeBase64(key.slice(prefix.length));
  if (bytes === undefined) throw new InvalidSecretError('bad_key');
  return bytes;
}

/** Of a private key too: its JWK holds both halves. */
function rawPublic(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

/** The seed alone is enough; where the public key stands behind it, it has to be the seed's own. */
function importPrivate(text: string): KeyObject {
  const bytes = bytesAfter(PRIVATE_PREFIX, text);
  if (bytes.length !== KEY_BYTES && bytes.length !== 2 * KEY_BYTES) {
    throw new InvalidSecretError('bad_key');
  }
  const der = Buffer.concat([PKCS8_HEAD, bytes.subarray(0, KEY_BYTES)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const claimed = bytes.subarray(KEY_BYTES);
  if (claimed.length > 0 && !claimed.equals(rawPublic(key))) {
    throw new InvalidSecretError('bad_key');
  }
  der.fill(0);
  bytes.fill(0);
  return key;
}

function importPublic(text: string): KeyObject {
  const bytes = bytesAfter(PUBLIC_PREFIX, text);
  if (bytes.length !== KEY_BYTES) throw new InvalidSecretError('bad_key');
  const x = bytes.toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** A key of the scheme `standard-asymmetric`: a private one signs and verifies, a public one verifies. */
export class Ed25519Key extends SigningKey {
  readonly scheme = 'standard-asymmetric';
  readonly canSign: boolean;
  readonly #private: KeyObject | undefined;
  readonly #public: KeyObject;

  constructor(key: string) {
    super();
    if (typeof key !== 'string') throw new InvalidSecretError('not_a_string');
    if (key.startsWith(PRIVATE_PREFIX)) {
      this.#private = importPrivate(key);
      this.#public = createPublicKey(this.#private);
    } else if (key.startsWith(PUBLIC_PREFIX)) {
      this.#public = importPublic(key);
    } else {
      throw new InvalidSecretError('not_asymmetric');
    }
    this.canSign = this.#private !== undefined;
  }

  /** `whpk_` and the base64 of the public key. */
  get publicKey(): string {
    return PUBLIC_PREFIX + rawPublic(this.#public).toString('base64');
  }

  /** One entry of `webhook-signature`: `v1a,` and the base64 ed25519 signature of `id.timestamp.body`. */
  signature(id: string, timestampSeconds: number, body: string | Uint8Array): string {
    if (this.#private === undefined) throw new InvalidSecretError('public_key');
    const content = contentOf(id, String(timestampSeconds), body);
    return `v1a,${sign(null, content, this.#private).toString('base64')}`;
  }

  matches(
    entries: readonly string[],
    id: string,
    timestamp: string,
    body: string | Uint8Array,
  ): boolean {
    const content = contentOf(id, timestamp, body);
    return entries.some((entry) => {
      if (!entry.startsWith('v1a,')) return false;
      const signature = decodeBase64(entry.slice('v1a,'.length));
      if (signature?.length !== SIGNATURE_BYTES) return false;
      return verify(null, content, this.#public, signature);
    });
  }
}

function contentOf(id: string, timestamp: string, body: string | Uint8Array): Buffer {
  const bytes =
    typeof body === 'string'
      ? Buffer.from(body)
      : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), bytes]);
}

/**
 * Makes a new pair of keys for the scheme `standard-asymmetric`.
 *
 * @example
 * ```js
 * import { generateKeyPair } from '@hookline/verify';
 *
 * const { privateKey, publicKey } = generateKeyPair();
 * console.log(privateKey.slice(0, 5), publicKey.slice(0, 5)); // prints whsk_ whpk_
 * ```
 */
export function generateKeyPair(): KeyPair {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  const both = Buffer.concat([seed, rawPublic(privateKey)]);
  const pair = {
    privateKey: PRIVATE_PREFIX + both.toString('base64'),
    publicKey: PUBLIC_PREFIX + both.subarray(KEY_BYTES).toString('base64'),
  };
  seed.fill(0);
  both.fill(0);
  return pair;
}

/**
 * The public key (`whpk_…`) of a private one (`whsk_…`), or the public one itself in its one spelling.
 *
 * @throws {InvalidSecretError} when it is not an ed25519 key; never with its value
 *
 * @example
 * ```js
 * import { generateKeyPair, publicKeyOf } from '@hookline/verify';
 *
 * const { privateKey, publicKey } = generateKeyPair();
 * console.log(publicKeyOf(privateKey) === publicKey); // prints true
 * ```
 */
export function publicKeyOf(key: string): string {
  return new Ed25519Key(key).publicKey;
}
