import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EncryptionKeyUnknownError } from '../common/errors/encryption-key-unknown.error';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D, section 8.2: 96 bits, the length that needs no further hashing. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface RingKey {
  id: string;
  key: Buffer;
}

/**
 * Seals what must not lie in the database in the clear: signing secrets and header values. The
 * newest key seals, every key of the ring opens, so that a key is replaced by putting a new one in
 * front. A sealed value is bound to its context (the endpoint's id): copied to another row, it can't
 * be opened.
 * @throws ConfigInvalidError when the option `encryptionKeys` is empty or holds something else than
 *   base64 of 32 bytes
 * @example
 * const ring = new KeyRing([randomBytes(32).toString('base64')]);
 * ring.open(ring.seal('secret', endpointId), endpointId); // 'secret'
 */
export class KeyRing {
  readonly #newest: RingKey;
  readonly #keys: Map<string, Buffer>;

  constructor(encryptionKeys: readonly string[]) {
    const keys = encryptionKeys.map((text, index) => readKey(text, index));
    const newest = keys[0];
    if (newest === undefined) {
      throw invalid('is empty: there is no key to seal secrets with');
    }
    this.#newest = newest;
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  /** `v1.<key id>.<iv>.<ciphertext and tag>`; the parts are base64url. */
  seal(plaintext: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#newest.key, iv);
    cipher.setAAD(Buffer.from(context, 'utf8'));
    const sealed = Buffer.concat([
      cipher.update(plaintext, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return [VERSION, this.#newest.id, iv.toString('base64url'), sealed.toString('base64url')].join(
      '.',
    );
  }

  /** Whether a value was sealed with the newest key. */
  isNewest(sealed: string): boolean {
    return sealed.startsWith(`${VERSION}.${this.#newest.id}.`);
  }

  /**
   * @throws EncryptionKeyUnknownError when the value was sealed with a key that is not in the ring,
   *   for another context, or was changed since
   */
  open(sealed: string, context: string): string {
    const [version, keyId = '', iv = '', body = ''] = sealed.split('.');
    const key = this.#keys.get(keyId);
    if (version !== VERSION || key === undefined) {
      throw new EncryptionKeyUnknownError(
        `A secret of endpoint ${context} is sealed with the key ${keyId.slice(0, 8)}, which is not in ` +
          '`encryptionKeys`. Put that key back, behind the newest.   [HOOKLINE_ENCRYPTION_KEY_UNKNOWN]',
      );
    }
    try {
      return decrypt(key, Buffer.from(iv, 'base64url'), Buffer.from(body, 'base64url'), context);
    } catch (cause) {
      throw new EncryptionKeyUnknownError(
        `A secret of endpoint ${context} can't be opened with the key ${keyId}: the stored value was changed ` +
          'or belongs to another endpoint. Restore the row.   [HOOKLINE_ENCRYPTION_KEY_UNKNOWN]',
        { cause },
      );
    }
  }
}

function decrypt(key: Buffer, iv: Buffer, body: Buffer, context: string): string {
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  );
}

function readKey(text: string, index: number): RingKey {
  const key = Buffer.from(text, 'base64');
  // Node decodes anything; encoding it again shows whether it was base64.
  if (
    key.length !== KEY_BYTES ||
    key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')
  ) {
    throw invalid(`has an entry at ${index} that is not base64 of ${KEY_BYTES} bytes`);
  }
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
}

function invalid(what: string): ConfigInvalidError {
  return new ConfigInvalidError(
    `WebhooksModule: option \`encryptionKeys\` ${what}. Make a key with \`openssl rand -base64 32\`.   ` +
      '[HOOKLINE_CONFIG_INVALID]',
  );
}
