import { InvalidMessageError } from './errors/invalid-message.error';
import { isMessageId, isRawBody, isTimestampSeconds } from './message';
import { FORMATS } from './scheme';
import { SigningKey } from './signing-key';

/** What is signed, and with what. */
export interface SignInput {
  /** The message's id, the same on every attempt: 1 to 256 visible ASCII characters, no full stop. */
  id: string;
  /** When this attempt is made: whole seconds since 1970. */
  timestampSeconds: number;
  /** The exact bytes that are sent; a string stands for its UTF-8 bytes. */
  body: string | Uint8Array;
  /**
   * Every live key of one scheme, newest first; more than one while a secret is being rotated. The
   * schemes `hex` and `sha256` have room for one signature, which is the newest key's.
   */
  keys: readonly SigningKey[];
}

/** The three headers of Standard Webhooks. A type, not an interface, so that it passes as plain headers. */
export type SignatureHeaders = {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
};

function assertSignable({ id, timestampSeconds, body, keys }: SignInput): SigningKey {
  if (!isMessageId(id)) {
    throw new InvalidMessageError('id', 'must be 1 to 256 visible ASCII characters, no full stop');
  }
  if (!isTimestampSeconds(timestampSeconds)) {
    throw new InvalidMessageError('timestampSeconds', 'must be whole seconds since 1970');
  }
  if (!isRawBody(body)) {
    throw new InvalidMessageError('body', 'must be the string or the bytes that are sent');
  }
  return assertKeys(keys);
}

/** The newest of keys that can all sign, and in one scheme. */
function assertKeys(keys: unknown): SigningKey {
  const list: unknown[] = Array.isArray(keys) ? keys : [];
  const newest = list[0];
  for (const key of list.length === 0 ? [undefined] : list) {
    if (!(key instanceof SigningKey)) {
      throw new InvalidMessageError(
        'keys',
        'must be one or more keys made by importSecret() or importKey()',
      );
    }
    if (!key.canSign) throw new InvalidMessageError('keys', 'must not be public (`whpk_`)');
    if (key.scheme !== (newest as SigningKey).scheme) {
      throw new InvalidMessageError('keys', 'must all be of one scheme');
    }
  }
  return newest as SigningKey;
}

function signatureOf(input: SignInput, newest: SigningKey): string {
  const { id, timestampSeconds, body, keys } = input;
  const first = newest.signature(id, timestampSeconds, body);
  // Receivers of the hex schemes compare the whole header with one signature.
  if (keys.length === 1 || !FORMATS[newest.scheme].signsId) return first;
  const others = keys.slice(1).map((key) => key.signature(id, timestampSeconds, body));
  return [first, ...others].join(' ');
}

/**
 * Signs a message: the value of the scheme's signature header. With Standard Webhooks, one `v1,<base64>`
 * (or `v1a,<base64>`) for each key, separated by spaces.
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
  return signatureOf(input, assertSignable(input));
}

/**
 * Signs a message by Standard Webhooks and answers the three headers to send with it.
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
  const newest = assertSignable(input);
  if (!FORMATS[newest.scheme].signsId) {
    throw new InvalidMessageError(
      'keys',
      'must be of Standard Webhooks; createWebhookHeaders() takes every scheme',
    );
  }
  return {
    'webhook-id': input.id,
    'webhook-timestamp': String(input.timestampSeconds),
    'webhook-signature': signatureOf(input, newest),
  };
}

/** A message to send, and its event's type. */
export interface WebhookHeadersInput extends SignInput {
  /** Goes into `x-webhook-event`, which is not signed. */
  type?: string | undefined;
}

/**
 * Signs a message in the scheme of its keys and answers the headers to send with it, names in lower
 * case: id, timestamp, signature, and `x-webhook-event` when the type is given.
 *
 * @throws {InvalidMessageError} when a field of the input must not be signed
 *
 * @example
 * ```js
 * import { createWebhookHeaders, generateHexSecret, importKey } from '@hookline/verify';
 *
 * const keys = [importKey(generateHexSecret(), 'hex')];
 * const message = { id: 'evt_1', timestampSeconds: 1796000000, body: '{}', type: 'project.created' };
 * console.log(Object.keys(createWebhookHeaders({ ...message, keys })).join());
 * // prints x-webhook-id,x-webhook-timestamp,x-webhook-signature,x-webhook-event
 * ```
 */
export function createWebhookHeaders(input: WebhookHeadersInput): Record<string, string> {
  const newest = assertSignable(input);
  const { id, timestamp, signature, writeTimestamp } = FORMATS[newest.scheme];
  const headers: Record<string, string> = {
    [id]: input.id,
    [timestamp]: writeTimestamp(input.timestampSeconds),
    [signature]: signatureOf(input, newest),
  };
  if (input.type !== undefined) headers['x-webhook-event'] = requireType(input.type);
  return headers;
}

function requireType(type: string): string {
  if (typeof type === 'string' && /^[\x21-\x7e]{1,256}$/.test(type)) return type;
  throw new InvalidMessageError('type', 'must be 1 to 256 visible ASCII characters');
}
