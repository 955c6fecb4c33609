import { InvalidMessageError } from './errors/invalid-message.error';
import { isMessageId, isRawBody, isTimestampSeconds } from './message';
import { SigningKey } from './signing-key';

/** What is signed, and with what. */
export interface SignInput {
  /** The message's id, the same on every attempt: 1 to 256 visible ASCII characters, no full stop. */
  id: string;
  /** When this attempt is made: whole seconds since 1970. */
  timestampSeconds: number;
  /** The exact bytes that are sent; a string stands for its UTF-8 bytes. */
  body: string | Uint8Array;
  /** Every live key, newest first; more than one while a secret is being rotated. */
  keys: readonly SigningKey[];
}

/** The three headers of Standard Webhooks. A type, not an interface, so that it passes as plain headers. */
export type SignatureHeaders = {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
};

function assertSignable({ id, timestampSeconds, body, keys }: SignInput): void {
  if (!isMessageId(id)) {
    throw new InvalidMessageError('id', 'must be 1 to 256 visible ASCII characters, no full stop');
  }
  if (!isTimestampSeconds(timestampSeconds)) {
    throw new InvalidMessageError('timestampSeconds', 'must be whole seconds since 1970');
  }
  if (!isRawBody(body)) {
    throw new InvalidMessageError('body', 'must be the string or the bytes that are sent');
  }
  const usable = Array.isArray(keys) && keys.length > 0;
  if (!usable || !keys.every((key) => key instanceof SigningKey)) {
    throw new InvalidMessageError('keys', 'must be one or more keys made by importSecret()');
  }
}

/**
 * Signs a message: the value of `webhook-signature`, one `v1,<base64>` for each key, separated by
 * spaces.
 *
 * @throws {InvalidMessageError} when a field of the input must not be signed
 *
 * @example
 * ```js
 * import { generateSecret, importSecret, sign } from '@hookline/verify';
 *
 * const keys = [importSecret(generateSecret()), importSecret(generateSecret())];
 * const value = sign({ id: 'evt_1', timestampSeconds: 1796000000, body: '{}', keys });
 * console.log(value.split(' ').length); // prints 2
 * ```
 */
export function sign(input: SignInput): string {
  assertSignable(input);
  const { id, timestampSeconds, body, keys } = input;
  return keys.map((key) => key.signature(id, timestampSeconds, body)).join(' ');
}

/**
 * Signs a message and answers the three headers to send with it.
 *
 * @throws {InvalidMessageError} when a field of the input must not be signed
 *
 * @example
 * ```js
 * import { generateSecret, importSecret, signatureHeaders } from '@hookline/verify';
 *
 * const keys = [importSecret(generateSecret())];
 * const headers = signatureHeaders({ id: 'evt_1', timestampSeconds: 1796000000, body: '{}', keys });
 * console.log(Object.keys(headers).join()); // prints webhook-id,webhook-timestamp,webhook-signature
 * ```
 */
export function signatureHeaders(input: SignInput): SignatureHeaders {
  const signature = sign(input);
  return {
    'webhook-id': input.id,
    'webhook-timestamp': String(input.timestampSeconds),
    'webhook-signature': signature,
  };
}
