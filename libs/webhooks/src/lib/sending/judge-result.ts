import type { AttemptErrorCode } from '@hookline/contracts';
import { parseRetryAfter } from '../policy/retry-after';
import { isRetryableStatus, isSuccessStatus } from '../policy/retry-statuses';
import type { AttemptOutcome } from './attempt-outcome';
import { storableHeaders, storableText } from './stored-response';
import type { TransportFailure, TransportResponse, TransportResult } from './transport';

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

/**
 * Turns what became of an exchange into the outcome that is recorded. Each outcome is written out as
 * one literal: spreads of such mixed fields cost ten times as much, on the way of every delivery.
 */
export function judgeResult(result: TransportResult, context: JudgeContext): AttemptOutcome {
  return result.kind === 'failure' ? judgeFailure(result, context) : judgeResponse(result, context);
}

function judgeFailure(
  { status, address, code, message }: TransportFailure,
  { startedAt, durationMs }: JudgeContext,
): AttemptOutcome {
  return {
    startedAt,
    durationMs: Math.round(durationMs),
    status,
    address,
    responseHeaders: null,
    responseBody: null,
    errorCode: code,
    errorMessage: storableText(message, MAX_MESSAGE_BYTES),
    retryable: !PERMANENT.has(code),
    retryAfterMs: null,
  };
}

function judgeResponse(
  { status, address, headers, body }: TransportResponse,
  { startedAt, durationMs, endedAt, retryStatuses, storedResponseBytes }: JudgeContext,
): AttemptOutcome {
  const success = isSuccessStatus(status);
  const redirect = status >= 300 && status <= 399;
  return {
    startedAt,
    durationMs: Math.round(durationMs),
    status,
    address,
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
