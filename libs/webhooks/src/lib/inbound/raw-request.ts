import { InboundMalformedError } from '../common/errors/inbound-malformed.error';
import { RawBodyMissingError } from '../common/errors/raw-body-missing.error';
import type { InboundRequest } from './inbound-verifier';

/** What is needed of a request of Express or Fastify. */
export interface HttpRequest {
  headers: InboundRequest['headers'];
  body?: unknown;
  /** Where Nest keeps the bytes (`rawBody: true`). */
  rawBody?: unknown;
}

/**
 * The bytes of a request; a parsed body is never serialized again.
 * @throws RawBodyMissingError when the application does not keep them, InboundMalformedError when there is
 *   no JSON body to be kept
 */
export function readInboundRequest(request: HttpRequest): InboundRequest {
  const { headers, rawBody, body } = request;
  const bytes = rawBody ?? body;
  if (Buffer.isBuffer(bytes)) return { headers, rawBody: bytes };
  // Only what Nest parses is kept: without this, anybody could make our log fill with our own mistake.
  if (!isJson(headers) || headers['content-length'] === '0' || bytes === undefined) {
    throw new InboundMalformedError('The message has no body of `application/json`.');
  }
  throw new RawBodyMissingError(
    'The raw body of a request is missing, so its signature can not be verified. Create the application with the ' +
      'option rawBody: NestFactory.create(AppModule, { rawBody: true }).',
  );
}

function isJson(headers: HttpRequest['headers']): boolean {
  const type = headers['content-type'];
  return typeof type === 'string' && /^application\/json(?:\s*;|$)/i.test(type.trim());
}
