import type { ErrorCode } from '@hookline/contracts';

/** What a code stands for in an answer. */
interface ProblemMeaning {
  status: number;
  description: string;
}

/** Every code that an answer may carry, with its status. Those at start-up never reach a client. */
const MEANINGS = {
  HOOKLINE_VALIDATION_FAILED: meaning(400, 'The request breaks a rule; `errors` names the fields'),
  HOOKLINE_ID_INVALID: meaning(400, 'An id or cursor is malformed, or of another kind'),
  HOOKLINE_URL_BLOCKED: meaning(400, 'Webhooks may not be sent to this URL; `detail` says why'),
  HOOKLINE_SECRET_INVALID: meaning(400, 'The signing secret is none of the scheme'),
  HOOKLINE_EVENT_UNKNOWN: meaning(400, 'The catalog has no event of this type'),
  HOOKLINE_EVENT_INVALID: meaning(400, 'The event breaks the rules of its type'),
  HOOKLINE_INBOUND_STALE: meaning(400, 'Signed too long ago, or in the future'),
  HOOKLINE_INBOUND_MALFORMED: meaning(400, 'Signed, and not of the form that was agreed'),
  HOOKLINE_UNAUTHORIZED: meaning(401, 'The caller is not signed in'),
  HOOKLINE_TENANT_MISSING: meaning(401, 'The caller has no tenant'),
  HOOKLINE_INBOUND_SIGNATURE: meaning(401, 'The signature is missing or wrong'),
  HOOKLINE_FORBIDDEN: meaning(403, 'The caller lacks the scope that `detail` names'),
  HOOKLINE_NOT_FOUND: meaning(404, 'There is no such thing, or it is not yours'),
  HOOKLINE_CONFLICT: meaning(409, 'The thing is in a state that does not allow this'),
  HOOKLINE_ENDPOINT_LIMIT: meaning(409, 'The tenant has as many endpoints as it may have'),
  HOOKLINE_ENDPOINT_UNVERIFIED: meaning(409, 'The endpoint still has to be verified'),
  HOOKLINE_SECRET_LIMIT: meaning(409, 'Five signing secrets are live'),
  HOOKLINE_IDEMPOTENCY_CONFLICT: meaning(409, 'The key was used for another event'),
  HOOKLINE_PRECONDITION_FAILED: meaning(412, 'Its version is not one of `If-Match`'),
  HOOKLINE_PAYLOAD_TOO_LARGE: meaning(413, 'The body or the event is too large'),
  HTTP_415: meaning(415, 'The body is not of the type `application/json`'),
  HOOKLINE_RATE_LIMITED: meaning(429, 'The caller makes too many requests'),
  HOOKLINE_VERIFICATION_TOO_SOON: meaning(429, 'The receiver was asked a moment ago'),
  HOOKLINE_INTERNAL: meaning(500, 'Something went wrong inside the server; its log says what'),
  HTTP_503: meaning(503, 'Something that the server needs can not be reached'),
  HOOKLINE_DATABASE_READ_ONLY: meaning(503, 'The database takes no writes at the moment'),
  HOOKLINE_PUBLISH_OVERLOADED: meaning(503, 'Too much waits to be stored'),
  HOOKLINE_PUBLISHER_CLOSED: meaning(503, 'The application is stopping'),
  HOOKLINE_INBOUND_UNCONFIGURED: meaning(503, 'No secret is set for the source'),
} satisfies Partial<Record<ErrorCode | `HTTP_${number}`, ProblemMeaning>>;

/** A code of a problem that an operation answers with: one of Hookline's, or `HTTP_` and a status. */
export type ProblemCode = keyof typeof MEANINGS;

/** Every {@link ProblemCode}, with its status and what it says. */
export const PROBLEM_CODES: Readonly<Record<ProblemCode, ProblemMeaning>> = MEANINGS;

function meaning(status: number, description: string): ProblemMeaning {
  return { status, description };
}
