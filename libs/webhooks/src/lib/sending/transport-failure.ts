import type { AttemptErrorCode } from '@hookline/contracts';
import { BlockedAddressError } from '../egress/blocked-address.error';
import { isPlaceRule, type UrlVerdict } from '../egress/vet-url';
import type { TransportFailure } from './transport';

/** What was known of an exchange when it failed. */
export interface FailureContext {
  /** Host and port, for the message. */
  host: string;
  /** @default null */
  status?: number | null;
  /** @default null */
  address?: string | null;
}

const EXACT: Readonly<Record<string, AttemptErrorCode>> = {
  blocked_address: 'blocked_address',
  ENOTFOUND: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  UND_ERR_SOCKET: 'connection_reset',
  // The connection ended before the length that the head had promised.
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection_reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ECONNABORTED: 'connection_failed',
  EHOSTUNREACH: 'connection_failed',
  EHOSTDOWN: 'connection_failed',
  ENETUNREACH: 'connection_failed',
  ENETDOWN: 'connection_failed',
  EADDRNOTAVAIL: 'connection_failed',
  EACCES: 'connection_failed',
  EPERM: 'connection_failed',
  EMFILE: 'connection_failed',
  ENFILE: 'connection_failed',
  EPROTO: 'tls',
  HPE_HEADER_OVERFLOW: 'response_too_large',
  UND_ERR_HEADERS_OVERFLOW: 'response_too_large',
  UND_ERR_INVALID_ARG: 'validation',
  UND_ERR_NOT_SUPPORTED: 'validation',
  ERR_INVALID_CHAR: 'validation',
  ERR_INVALID_HTTP_TOKEN: 'validation',
  ERR_HTTP_INVALID_HEADER_VALUE: 'validation',
  ERR_UNESCAPED_CHARACTERS: 'validation',
};

const FAMILIES: readonly [RegExp, AttemptErrorCode][] = [
  [/^EAI_/, 'dns'],
  // OpenSSL's verification results, and Node's own codes.
  [/^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_)/, 'tls'],
  [/^(INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/, 'tls'],
  [/^HPE_/, 'invalid_response'],
  // What became of CONNECT at the egress proxy.
  [/^PROXY_/, 'connection_failed'],
];

const WHAT_HAPPENED: Readonly<Partial<Record<AttemptErrorCode, string>>> = {
  timeout: 'did not let a connection come about in time',
  dns: 'could not be resolved',
  connection_refused: 'refused the connection',
  connection_reset: 'closed the connection before the response was complete',
  connection_failed: 'could not be connected to',
  tls: 'could not be connected to securely: its certificate or TLS set-up was refused',
  response_too_large: 'answered with headers larger than 16 KiB',
  invalid_response: 'answered something that is not HTTP',
  validation: 'was not asked: the request holds a URL or header that HTTP does not allow',
};

/**
 * Turns what an HTTP client reported into a failure. The message is made of the host and the error's
 * code alone: texts of errors may quote headers.
 */
export function failureOf(error: unknown, context: FailureContext): TransportFailure {
  const chain = causesOf(error);
  const blocked = chain.find((cause) => cause instanceof BlockedAddressError);
  if (blocked instanceof BlockedAddressError) {
    return failure('blocked_address', blocked.message, context);
  }
  for (const cause of chain) {
    const found = classify(cause);
    if (found !== null)
      return failure(found.code, sentence(found.code, found.detail, context), context);
  }
  return failure('unknown', sentence('unknown', nameOf(error), context), context);
}

/** The deadline passed. */
export function timeoutFailure(timeoutMs: number, context: FailureContext): TransportFailure {
  const what = (context.status ?? null) === null ? 'did not answer' : 'did not complete its answer';
  return failure('timeout', `${context.host} ${what} within ${timeoutMs} ms.`, context);
}

/** The URL was refused before anything was sent. */
export function refusalFailure(verdict: UrlVerdict & { allowed: false }): TransportFailure {
  const code = isPlaceRule(verdict.reason) ? 'blocked_address' : 'validation';
  return failure(code, verdict.message, { host: '' });
}

/** The process is stopping; the attempt may be made by another one. */
export function closedFailure(): TransportFailure {
  return failure('unknown', 'Not sent: the transport is closed.', { host: '' });
}

/** A failure with a message of the caller's. */
export function failure(
  code: AttemptErrorCode,
  message: string,
  { status = null, address = null }: FailureContext,
): TransportFailure {
  return { kind: 'failure', code, message, status, address };
}

function classify(error: unknown): { code: AttemptErrorCode; detail: string } | null {
  const detail = codeOf(error);
  if (detail === null) {
    // undici gives this one no code of its own for every parser error.
    return nameOf(error) === 'HTTPParserError' ? { code: 'invalid_response', detail: 'HPE' } : null;
  }
  const code = EXACT[detail] ?? FAMILIES.find(([pattern]) => pattern.test(detail))?.[1];
  return code === undefined ? null : { code, detail };
}

function sentence(code: AttemptErrorCode, detail: string, { host }: FailureContext): string {
  const what = WHAT_HAPPENED[code];
  if (what === undefined) return `Unexpected error while sending to ${host} (${detail}).`;
  return `${host} ${what} (${detail}).`;
}

/** The error, its causes, and the first error of each group (one for each address tried). */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let current: unknown = error;
  while (typeof current === 'object' && current !== null && chain.length < 8) {
    chain.push(current);
    const { cause, errors } = current as { cause?: unknown; errors?: unknown };
    current = cause ?? (Array.isArray(errors) ? (errors[0] as unknown) : undefined);
  }
  return chain;
}

function codeOf(error: unknown): string | null {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : null;
}

function nameOf(error: unknown): string {
  return error instanceof Error || hasName(error) ? error.name.slice(0, 64) : typeof error;
}

function hasName(error: unknown): error is { name: string } {
  return (
    typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
  );
}
