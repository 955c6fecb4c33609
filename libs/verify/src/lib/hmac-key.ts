import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { SignatureScheme } from './scheme';
import { secretBytes, textSecretBytes } from './secret';
import { SigningKey } from './signing-key';

function importBytes(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function equal(expected: string, candidate: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(candidate)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A shared secret of the scheme `standard`. */
export class StandardKey extends SigningKey {
  readonly scheme = 'standard';
  readonly canSign = true;
  readonly #key: KeyObject;

  constructor(secret: string) {
    super();
    this.#key = importBytes(secretBytes(secret));
  }

  /** One entry of `webhook-signature`: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`. */
  signature(id: string, timestamp: number | string, body: string | Uint8Array): string {
    const hmac = createHmac('sha256', this.#key);
    if (typeof body === 'string') hmac.update(`${id}.${timestamp}.${body}`);
    else hmac.update(`${id}.${timestamp}.`).update(body);
    return `v1,${hmac.digest('base64')}`;
  }

  matches(
    entries: readonly string[],
    id: string,
    timestamp: string,
    body: string | Uint8Array,
  ): boolean {
    const expected = this.signature(id, timestamp, body);
    return entries.some((entry) => equal(expected, entry));
  }
}

/** A shared secret of the schemes `hex` and `sha256`: the text itself is the key. */
export class TextKey extends SigningKey {
  readonly canSign = true;
  readonly #key: KeyObject;

  constructor(
    secret: string,
    readonly scheme: Extract<SignatureScheme, 'hex' | 'sha256'>,
  ) {
    super();
    this.#key = importBytes(textSecretBytes(secret));
  }

  /** The hex HMAC-SHA256 of `timestamp.body` (`hex`), or `sha256=` and that of the body (`sha256`). */
  signature(_id: string, timestamp: number | string, body: string | Uint8Array): string {
    const hmac = createHmac('sha256', this.#key);
    if (this.scheme === 'sha256') return `sha256=${hmac.update(body).digest('hex')}`;
    return hmac.update(`${timestamp}.`).update(body).digest('hex');
  }

  matches(
    entries: readonly string[],
    id: string,
    timestamp: string,
    body: string | Uint8Array,
  ): boolean {
    const expected = this.signature(id, timestamp, body);
    return entries.some((entry) => equal(expected, entry));
  }
}
