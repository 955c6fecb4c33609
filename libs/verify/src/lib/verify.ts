import { WebhookVerificationError } from './errors/webhook-verification.error';
import { findHeader, readHeader, type WebhookHeaders } from './headers';
import { isMessageId } from './message';
import { FORMATS, type SchemeFormat, type SignatureScheme } from './scheme';
import type { SigningKey } from './signing-key';
import {
  importSecrets,
  requireNow,
  requireRawBody,
  requireScheme,
  requireTolerance,
} from './verify-options';

/** A secret as text, or prepared by `importSecret` or `importKey` for the same scheme. */
export type VerificationSecret = string | SigningKey;

/** What arrived, and what it is held against. */
export interface VerifyInput {
  /** The request's headers. */
  headers: WebhookHeaders;
  /** The raw bytes of the request's body, before any parser; a string stands for its UTF-8 bytes. */
  body: string | Uint8Array;
  /**
   * The secret, or the public key with `standard-asymmetric`; several while it is being rotated. One
   * match is enough.
   */
  secrets: VerificationSecret | readonly VerificationSecret[];
  /**
   * How the sender signs.
   *
   * @default 'standard'
   */
  scheme?: SignatureScheme | undefined;
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
  /** The same on every attempt. Do the work once per id. */
  id: string;
  /** When this attempt was made, to the second. In the scheme `sha256` it is not signed. */
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
/** Far more than a sender has secrets. Each is compared, before anybody knows who sent it. */
const MAX_SIGNATURES = 20;

interface Timestamp {
  text: string;
  seconds: number;
}

function readTimestamp(headers: unknown, format: SchemeFormat): Timestamp {
  const text = readHeader(headers, format.timestamp);
  const seconds = format.readTimestamp(text);
  if (seconds !== undefined) return { text, seconds };
  throw new WebhookVerificationError(
    'invalid_header',
    `Header \`${format.timestamp}\` is not ${format.timestampRule}.`,
  );
}

function readSignatures(headers: unknown, format: SchemeFormat): string[] {
  const entries = format.entries(readHeader(headers, format.signature));
  if (entries.length <= MAX_SIGNATURES) return entries;
  throw new WebhookVerificationError(
    'invalid_header',
    `Header \`${format.signature}\` holds more than ${MAX_SIGNATURES} signatures.`,
  );
}

/** The id's header, which has to be there where the signature covers it. */
function readId(headers: unknown, format: SchemeFormat): string | undefined {
  const read = format.signsId ? readHeader : findHeader;
  const id = read(headers, format.id);
  if (id === undefined || isMessageId(id)) return id;
  throw new WebhookVerificationError(
    'invalid_header',
    `Header \`${format.id}\` must be 1 to 256 visible ASCII characters, no full stop.`,
  );
}

/**
 * The id that counts: the header's where it is signed, otherwise the body's. A header that is not
 * signed could be changed to have the same message done twice.
 */
function trustedId(header: string | undefined, payload: unknown, format: SchemeFormat): string {
  const own: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'id') : undefined;
  const id = !format.signsId && isMessageId(own) ? own : header;
  if (id === undefined) {
    throw new WebhookVerificationError(
      'missing_header',
      `The body has no \`id\`, and header \`${format.id}\` is missing.`,
    );
  }
  if (header !== undefined && header !== id) {
    throw new WebhookVerificationError(
      'id_mismatch',
      `Header \`${format.id}\` is another id than that of the body, which is signed.`,
    );
  }
  return id;
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

function check(input: VerifyInput): VerifiedWebhook {
  const { headers, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS, now = new Date() } = input;
  const scheme = requireScheme(input.scheme ?? 'standard');
  const format = FORMATS[scheme];
  const body = requireRawBody(input.body);
  const tolerance = requireTolerance(toleranceSeconds);
  const nowSeconds = requireNow(now);
  const keys = importSecrets(input.secrets, scheme);
  const header = readId(headers, format);
  const timestamp = readTimestamp(headers, format);
  const entries = readSignatures(headers, format);
  assertFresh(timestamp.seconds, nowSeconds, tolerance);

  if (!keys.some((key) => key.matches(entries, header ?? '', timestamp.text, body))) {
    throw new WebhookVerificationError(
      'no_matching_signature',
      `No signature of \`${format.signature}\` matches: another secret, or another body than was sent.`,
    );
  }
  const payload = parse(body);
  const id = trustedId(header, payload, format);
  return { id, timestamp: new Date(timestamp.seconds * 1000), payload };
}

/**
 * Verifies a message: the signature in constant time, the timestamp against replays. Several secrets
 * and several signatures are tried; one match is enough.
 *
 * In the scheme `sha256` the signature covers the body alone: the timestamp is checked, but whoever
 * has a message can send it again with a new one. Remember the ids there for good.
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
    return check(input) as VerifiedWebhook<Payload>;
  } catch (error) {
    if (error instanceof WebhookVerificationError) throw error;
    // A getter that throws, a detached buffer, no input at all: hostile or broken, never our answer.
    throw new WebhookVerificationError('invalid_option', 'The request cannot be read.', {
      cause: error,
    });
  }
}
