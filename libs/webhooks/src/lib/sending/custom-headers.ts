import { ValidationFailedError, type FieldIssue } from '../common/errors/validation-failed.error';

const MAX_HEADERS = 32;
const MAX_NAME_LENGTH = 128;
const MAX_VALUE_BYTES = 4_096;

/** What Hookline sets itself, what frames the message, and what belongs to the connection alone. */
const RESERVED = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-webhook-attempt',
  'x-webhook-delivery',
  'x-webhook-endpoint',
  'x-webhook-event',
  'x-webhook-id',
  'x-webhook-signature',
  'x-webhook-signature-256',
  'x-webhook-timestamp',
]);

/** A token of RFC 9110. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Visible ASCII and spaces: beyond it, receivers disagree about the bytes. */
const VALUE = /^[\x20-\x7e]*$/;

/**
 * Checks an endpoint's own headers and answers them with names in lower case. At most 32 headers,
 * names of 128 and values of 4096 characters, in visible ASCII. Refused are names that Hookline or
 * HTTP itself needs (`host`, `content-type`, `webhook-*`, …).
 *
 * @throws {ValidationFailedError} naming each header at fault, never its value
 *
 * @example
 * ```ts
 * validateCustomHeaders({ 'X-Api-Key': 'k' }); // { 'x-api-key': 'k' }
 * ```
 */
export function validateCustomHeaders(
  headers: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const entries = Object.entries(headers);
  const issues: FieldIssue[] = [];
  if (entries.length > MAX_HEADERS) {
    issues.push({ field: 'headers', message: `must be at most ${MAX_HEADERS} headers` });
  }
  const accepted = new Map<string, string>();
  for (const [name, value] of entries.slice(0, MAX_HEADERS)) {
    const key = name.toLowerCase();
    const problem = accepted.has(key) ? 'is there twice' : (nameIssue(key) ?? valueIssue(value));
    if (problem === null) accepted.set(key, value as string);
    else issues.push({ field: `headers.${printable(name)}`, message: problem });
  }
  if (issues.length > 0) throw new ValidationFailedError(issues);
  return Object.fromEntries(accepted);
}

function nameIssue(name: string): string | null {
  if (name.length > MAX_NAME_LENGTH) {
    return `must have a name of at most ${MAX_NAME_LENGTH} characters`;
  }
  if (!NAME.test(name) || name === '__proto__') return 'is not a valid header name';
  // CGI, and who follows it, takes one for the other.
  const plain = name.replaceAll('_', '-');
  if (RESERVED.has(plain) || plain.startsWith('webhook-')) {
    return 'is reserved: Hookline or HTTP itself sets it';
  }
  return null;
}

function valueIssue(value: unknown): string | null {
  if (typeof value !== 'string') return 'must have a text as its value';
  if (value.length > MAX_VALUE_BYTES) {
    return `must have a value of at most ${MAX_VALUE_BYTES} bytes`;
  }
  return VALUE.test(value) ? null : 'must have a value of visible ASCII characters and spaces';
}

function printable(name: string): string {
  return name.slice(0, 64).replace(/[^\x21-\x7e]/g, '?');
}
