import type { WebhookEnvelope } from '@hookline/contracts';
import { verify, WebhookVerificationError, type SignatureScheme } from '@hookline/verify';
import type { IncomingHttpHeaders } from 'node:http';

/** One request that a fake receiver got: one attempt at a delivery. */
export interface ReceivedWebhook<Data = unknown> {
  method: string;
  /** With the query, if there is one. */
  path: string;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
  /** The bytes as they arrived. */
  rawBody: Buffer;
  /** The parsed body; an empty object when it was not JSON. */
  body: WebhookEnvelope<Data>;
  /** The event's id, the same on every attempt: header `webhook-id`, or that of the scheme. */
  id: string;
  /** Header `x-webhook-event`. */
  type: string;
  /** When the attempt was signed, to the second: header `webhook-timestamp`, or that of the scheme. */
  timestamp: Date;
  /** What the event is about: `body.data`. */
  data: Data;
  /** Header `x-webhook-attempt`, 1 for the first. */
  attempt: number;
  /** Header `x-webhook-delivery`. */
  deliveryId: string;
  /** Header `x-webhook-endpoint`. */
  endpointId: string;
  /** Whether signature and timestamp were right when it arrived. */
  signatureValid: boolean;
  /** Why they were not; `null` when they were. */
  signatureProblem: string | null;
}

/** A request as it came in. */
export interface RawRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  rawBody: Buffer;
}

/** What a request is verified with. */
export interface Verification {
  secrets: readonly string[];
  scheme: SignatureScheme;
  /** The time to hold a message's timestamp (ms) against. */
  nowFor: (timestampMs: number) => number;
}

/** Reads and verifies a request. Never throws: what is wrong with it is in the answer. */
export function readWebhook(request: RawRequest, verification: Verification): ReceivedWebhook {
  const header = (name: string): string => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : '';
  };
  const body = parse(request.rawBody);
  const timestampMs = readTimestamp(header('webhook-timestamp') || header('x-webhook-timestamp'));
  const signatureProblem = findProblem(request, verification, timestampMs);
  return {
    ...request,
    body,
    id: header('webhook-id') || header('x-webhook-id'),
    type: header('x-webhook-event'),
    timestamp: new Date(timestampMs),
    data: body.data,
    attempt: Number(header('x-webhook-attempt')),
    deliveryId: header('x-webhook-delivery'),
    endpointId: header('x-webhook-endpoint'),
    signatureValid: signatureProblem === null,
    signatureProblem,
  };
}

function findProblem(
  { headers, rawBody }: RawRequest,
  { secrets, scheme, nowFor }: Verification,
  timestampMs: number,
): string | null {
  if (secrets.length === 0) return 'The receiver knows no secret; pass `secret`.';
  try {
    const now = new Date(nowFor(Number.isNaN(timestampMs) ? 0 : timestampMs));
    verify({ headers, body: rawBody, secrets, scheme, now });
    return null;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** Seconds since 1970, or the ISO time of the scheme `sha256`. */
function readTimestamp(text: string): number {
  return text.includes('T') ? Date.parse(text) : Number(text) * 1_000;
}

function parse(rawBody: Buffer): WebhookEnvelope {
  try {
    const body: unknown = JSON.parse(rawBody.toString('utf8'));
    if (typeof body === 'object' && body !== null) return body as WebhookEnvelope;
  } catch {
    // Said by `signatureProblem`, or by a test that looks at `rawBody`.
  }
  return {} as WebhookEnvelope;
}
