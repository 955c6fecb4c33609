import { WebhookVerificationError } from '../errors/webhook-verification.error';
import { findHeader, type WebhookHeaders } from '../headers';
import { isRawBody } from '../message';
import type { SigningKey } from '../signing-key';
import { verify, type VerifiedWebhook } from '../verify';
import { importSecrets, requireScheme } from '../verify-options';
import type { ReceiverOptions } from './receiver-options';

/** What verifying needs of a request of Express, Fastify or Nest. */
export interface ReceivedRequest {
  headers: WebhookHeaders;
  body?: unknown;
  /** Where Nest keeps the bytes beside the parsed body. */
  rawBody?: unknown;
}

/** How a framework keeps the bytes of a body. */
export interface RawBodies {
  /** What its user has to do, so that it does. */
  remedy: string;
  /** Whether it does for JSON alone, whatever its user does. */
  ofJsonAlone?: boolean;
}

const received = new WeakMap<object, VerifiedWebhook>();

/**
 * Makes a function that verifies requests and remembers what it found.
 *
 * @throws {WebhookVerificationError} at once, when the secret or the scheme are unusable
 */
export function createReceiver(
  options: ReceiverOptions,
  rawBodies: RawBodies,
): (request: ReceivedRequest) => VerifiedWebhook {
  const scheme = requireScheme(options.scheme ?? 'standard');
  const { secret, toleranceSeconds } = options;
  const secrets: () => SigningKey[] =
    typeof secret === 'function'
      ? () => importSecrets(secret(), scheme)
      : always(importSecrets(secret, scheme));
  return (request) => {
    const webhook = verify({
      headers: request.headers,
      body: rawBodyOf(request, rawBodies),
      secrets: secrets(),
      scheme,
      toleranceSeconds,
      now: options.now?.(),
    });
    received.set(request, webhook);
    return webhook;
  };
}

/**
 * The message of a request that was verified before.
 *
 * @throws {WebhookVerificationError} `invalid_option` when nothing verified it
 */
export function webhookOf<Payload = unknown>(request: object): VerifiedWebhook<Payload> {
  const webhook = received.get(request);
  if (webhook !== undefined) return webhook as VerifiedWebhook<Payload>;
  throw new WebhookVerificationError(
    'invalid_option',
    'Nothing verified this request: the verifier has to stand before the handler.',
  );
}

function always<Value>(value: Value): () => Value {
  return () => value;
}

/**
 * The bytes as they arrived; never a parsed body that is serialized again. That they are missing is the
 * receiver's mistake, but not when anybody could bring that about, and fill its log.
 */
function rawBodyOf(
  request: ReceivedRequest,
  { remedy, ofJsonAlone }: RawBodies,
): string | Uint8Array {
  const { headers, rawBody, body } = request;
  if (isRawBody(rawBody)) return rawBody;
  if (isRawBody(body)) return body;
  if (isEmpty(request)) return '';
  if (ofJsonAlone === true && !isJson(findHeader(headers, 'content-type'))) {
    throw new WebhookVerificationError(
      'invalid_header',
      'Header `content-type` is not `application/json`: of other bodies, no bytes are kept.',
    );
  }
  throw new WebhookVerificationError(
    'body_not_raw',
    `The raw body is missing, and a body that a parser has touched cannot be verified. ${remedy}`,
  );
}

function isEmpty({ headers, body }: ReceivedRequest): boolean {
  const length = findHeader(headers, 'content-length');
  if (length !== undefined) return length === '0';
  return (body ?? null) === null && findHeader(headers, 'transfer-encoding') === undefined;
}

function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/json\s*(?:;|$)/i.test(type);
}
