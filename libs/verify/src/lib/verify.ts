import { timingSafeEqual } from 'node:crypto';
import { InvalidSecretError } from './errors/invalid-secret.error';
import { WebhookVerificationError } from './errors/webhook-verification.error';
import { readHeader, type WebhookHeaders } from './headers';
import { isMessageId, isRawBody, isTimestampText } from './message';
import { importSecret, SigningKey } from './signing-key';

/** A secret as text, or prepared by `importSecret`. */
export type VerificationSecret = string | SigningKey;

/** What arrived, and what it is held against. */
export interface VerifyInput {
  /** The request's headers. */
  headers: WebhookHeaders;
  /** The raw bytes of the request's body, before any parser; a string stands for its UTF-8 bytes. */
  body: string | Uint8Array;
  /** The secret; several while it is being rotated. One match is enough. */
  secrets: VerificationSecret | readonly VerificationSecret[];
  /**
   * How many seconds the message's timestamp may be in the past or in the future, inclusive.
   *
   * @default 300
   */
  toleranceSeconds?: number | undefined;
  /**
   * The time to hold the timestamp against.
   *
   * @default the system's clock
   */
  now?: Date | undefined;
}

/** A message whose signature and age were checked. */
export interface VerifiedWebhook<Payload = unknown> {
  /** `webhook-id`: the same on every attempt. Do the work once per id. */
  id: string;
  /** `webhook-timestamp`: when this attempt was made, to the second. */
  timestamp: Date;
  /** The body, parsed as JSON. Its shape is what the sender promised: it is not validated here. */
  payload: Payload;
}

/** The body of a message that Hookline sends. */
export interface WebhookMessage<Data = unknown> {
  /** The event's id, equal to `webhook-id`. */
  id: string;
  /** The event's type, such as `project.created`. */
  type: string;
  /** When the event happened: ISO 8601, UTC. */
  timestamp: string;
  /** What the event is about. */
  data: Data;
}

const DEFAULT_TOLERANCE_SECONDS = 300;

/** The most common mistake of receivers, so its message carries the remedy. */
function requireRawBody(body: unknown): string | Uint8Array {
  if (isRawBody(body)) return body;
  throw new WebhookVerificationError(
    'body_not_raw',
    '`body` is not the raw body: pass the bytes as they arrived (a Buffer, or a string). A body that a ' +
      'parser has touched cannot be verified. Express: express.raw({ type: () => true }); Nest: { rawBody: true }; ' +
      'Fetch: Buffer.from(await request.arrayBuffer()).',
  );
}

function requireTolerance(seconds: unknown): number {
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new WebhookVerificationError(
    'invalid_option',
    '`toleranceSeconds` must be a number of seconds, 0 or more.',
  );
}

function requireNow(now: unknown): number {
  const milliseconds = now instanceof Date ? now.getTime() : Number.NaN;
  if (!Number.isNaN(milliseconds)) return Math.floor(milliseconds / 1000);
  throw new WebhookVerificationError('invalid_option', '`now` must be a valid Date.');
}

function importSecrets(secrets: unknown): SigningKey[] {
  const list: unknown[] = Array.isArray(secrets) ? secrets : [secrets];
  if (list.length === 0) {
    throw new WebhookVerificationError('invalid_secret', '`secrets` is empty.');
  }
  return list.map((secret, index) => {
    if (secret instanceof SigningKey) return secret;
    try {
      return importSecret(secret as string);
    } catch (error) {
      const why = error instanceof InvalidSecretError ? error.message : 'The secret is unusable.';
      throw new WebhookVerificationError('invalid_secret', `\`secrets\`[${index}]: ${why}`, {
        cause: error,
      });
    }
  });
}

function readTimestamp(headers: unknown): number {
  const text = readHeader(headers, 'webhook-timestamp');
  if (isTimestampText(text)) return Number(text);
  throw new WebhookVerificationError(
    'invalid_header',
    'Header `webhook-timestamp` is not a whole number of seconds since 1970.',
  );
}

function readId(headers: unknown): string {
  const id = readHeader(headers, 'webhook-id');
  if (isMessageId(id)) return id;
  throw new WebhookVerificationError(
    'invalid_header',
    'Header `webhook-id` must be 1 to 256 visible ASCII characters, no full stop.',
  );
}

function assertFresh(timestamp: number, now: number, tolerance: number): void {
  const age = now - timestamp;
  if (age > tolerance) {
    throw new WebhookVerificationError(
      'timestamp_too_old',
      `The message was sent ${age} s ago; ${tolerance} s are tolerated.`,
    );
  }
  if (-age > tolerance) {
    throw new WebhookVerificationError(
      'timestamp_too_new',
      `The message was sent ${-age} s in the future; ${tolerance} s are tolerated. Is a clock wrong?`,
    );
  }
}

function equal(expected: Buffer, candidate: string): boolean {
  const bytes = Buffer.from(candidate);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function parse(body: string | Uint8Array): unknown {
  try {
    const text =
      typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text) as unknown;
  } catch {
    // Without the cause: it would quote the body, which does not belong in logs.
    throw new WebhookVerificationError(
      'body_not_json',
      'The signature is right, and the body is not JSON.',
    );
  }
}

function check<Payload>(input: VerifyInput): VerifiedWebhook<Payload> {
  const { headers, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS, now = new Date() } = input;
  const body = requireRawBody(input.body);
  const tolerance = requireTolerance(toleranceSeconds);
  const nowSeconds = requireNow(now);
  const keys = importSecrets(input.secrets);
  const id = readId(headers);
  const timestamp = readTimestamp(headers);
  const candidates = readHeader(headers, 'webhook-signature').split(' ');
  assertFresh(timestamp, nowSeconds, tolerance);

  const matches = keys.some((key) => {
    const expected = Buffer.from(key.signature(id, timestamp, body));
    return candidates.some((candidate) => equal(expected, candidate));
  });
  if (!matches) {
    throw new WebhookVerificationError(
      'no_matching_signature',
      'No signature of `webhook-signature` matches: another secret, or another body than was sent.',
    );
  }
  return { id, timestamp: new Date(timestamp * 1000), payload: parse(body) as Payload };
}

/**
 * Verifies a message of Standard Webhooks: the signature in constant time, the timestamp against
 * replays. Several secrets and several signatures are tried; one match is enough.
 *
 * @throws {WebhookVerificationError} with the `code` of the check that failed; nothing else is
 * thrown, whatever arrives
 *
 * @example
 * ```js
 * import { generateSecret, importSecret, signatureHeaders, verify } from '@hookline/verify';
 *
 * const secret = generateSecret();
 * const body = '{"type":"project.created","data":{"name":"x"}}';
 * const timestampSeconds = Math.floor(Date.now() / 1000);
 * const keys = [importSecret(secret)];
 * const headers = signatureHeaders({ id: 'evt_1', timestampSeconds, body, keys });
 *
 * const { id, payload } = verify({ headers, body, secrets: secret });
 * console.log(id, payload.type); // prints evt_1 project.created
 * ```
 */
export function verify<Payload = unknown>(input: VerifyInput): VerifiedWebhook<Payload> {
  try {
    return check<Payload>(input);
  } catch (error) {
    if (error instanceof WebhookVerificationError) throw error;
    // A getter that throws, a detached buffer, no input at all: hostile or broken, never our answer.
    throw new WebhookVerificationError('invalid_option', 'The request cannot be read.', {
      cause: error,
    });
  }
}
