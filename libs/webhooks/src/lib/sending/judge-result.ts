import type { AttemptErrorCode } from '@hookline/contracts';
import { parseRetryAfter } from '../policy/retry-after';
import { isRetryableStatus, isSuccessStatus } from '../policy/retry-statuses';
import type { AttemptOutcome } from './attempt-outcome';
import { storableHeaders, storableText } from './stored-response';
import type { TransportResponse, TransportResult } from './transport';

const MAX_MESSAGE_BYTES = 500;

/** What another attempt would meet again, as long as nobody changes the endpoint. */
const PERMANENT: ReadonlySet<AttemptErrorCode> = new Set([
  'blocked_address',
  'signature',
  'validation',
]);

/** When an attempt was made, and by which rules its result is judged. */
export interface JudgeContext {
  startedAt: number;
  durationMs: number;
  /** Clock time at the end, in ms. */
  endedAt: number;
  retryStatuses: readonly number[] | null;
  storedResponseBytes: number;
}

/** Turns what became of an exchange into the outcome that is recorded. */
export function judgeResult(result: TransportResult, context: JudgeContext): AttemptOutcome {
  const { startedAt, durationMs } = context;
  const { status, address } = result;
  const measured = { startedAt, durationMs: Math.round(durationMs), status, address };
  if (result.kind === 'failure') {
    return {
      ...measured,
      responseHeaders: null,
      responseBody: null,
      errorCode: result.code,
      errorMessage: storableText(result.message, MAX_MESSAGE_BYTES),
      retryable: !PERMANENT.has(result.code),
      retryAfterMs: null,
    };
  }
  return { ...measured, ...judgeResponse(result, context) };
}

function judgeResponse(
  { status, headers, body }: TransportResponse,
  { endedAt, retryStatuses, storedResponseBytes }: JudgeContext,
): Omit<AttemptOutcome, 'startedAt' | 'durationMs' | 'status' | 'address'> {
  const success = isSuccessStatus(status);
  const redirect = status >= 300 && status <= 399;
  return {
    responseHeaders: storableHeaders(headers),
    responseBody: storableText(body, storedResponseBytes),
    errorCode: success ? null : redirect ? 'redirect' : 'http_status',
    errorMessage: success ? null : messageFor(status, redirect),
    retryable: isRetryableStatus(status, retryStatuses),
    retryAfterMs: success ? null : parseRetryAfter(headers['retry-after'], endedAt),
  };
}

function messageFor(status: number, redirect: boolean): string {
  if (redirect) {
    return `The receiver answered ${status}. Redirects are not followed: set the endpoint's URL to the new place.`;
  }
  if (status === 410) return 'The receiver answered 410: it wants no more webhooks.';
  return `The receiver answered ${status}.`;
}
