import {
  SIGNATURE_SCHEMES,
  type EndpointOrdering,
  type EndpointRateLimit,
  type EventFilter,
  type RetryPolicy,
  type SignatureScheme,
} from '@hookline/contracts';
import { ValidationFailedError, type FieldIssue } from '../common/errors/validation-failed.error';
import { MAX_URL_LENGTH } from '../egress/vet-url';
import { parseEventFilter } from '../policy/parse-event-filter';
import { parseConcurrency, parseOrdering, parseRateLimit } from '../policy/parse-lane-settings';
import { parseRetryPolicy } from '../policy/retry-policy';
import { parseRetryStatuses } from '../policy/retry-statuses';
import { validateCustomHeaders } from '../sending/custom-headers';
import type { EndpointPatch } from './endpoint-input';
import { isEventPattern, MAX_EVENT_PATTERNS, MAX_PATTERN_LENGTH } from './event-patterns';
import { findUnstorable, isStorableText } from './storable';
import { takeCredentials, type SplitUrl } from './url-credentials';

/** Longest name, in characters. */
export const MAX_NAME_LENGTH = 255;
/** Longest description, in characters. */
export const MAX_DESCRIPTION_LENGTH = 1_000;
/** Shortest and longest deadline, in ms. */
export const TIMEOUT_RANGE_MS = { min: 100, max: 60_000 } as const;
/** Largest metadata as JSON, in bytes. */
export const MAX_METADATA_BYTES = 16 * 1024;
/** Largest filter as JSON, in bytes. */
export const MAX_FILTER_BYTES = 16 * 1024;

export { MAX_URL_LENGTH };

/** An endpoint's settings, checked and in the form that is stored. `null` stands for the default. */
export interface EndpointFields {
  name: string;
  description: string | null;
  /** Without user name and password. */
  url: string;
  /** The `authorization` of the URL's user name and password. */
  credentials: string | null;
  events: string[];
  filter: EventFilter | null;
  /** Names in lower case. */
  headers: Record<string, string>;
  retryPolicy: RetryPolicy | null;
  retryStatuses: number[] | null;
  timeoutMs: number | null;
  concurrency: number | null;
  rateLimit: EndpointRateLimit | null;
  ordering: EndpointOrdering | null;
  active: boolean;
  signatureScheme: SignatureScheme;
  metadata: Record<string, unknown>;
}

/** Every setting that may be left out at creation. */
export const EMPTY_FIELDS: Omit<EndpointFields, 'name' | 'url'> = {
  description: null,
  credentials: null,
  events: [],
  filter: null,
  headers: {},
  retryPolicy: null,
  retryStatuses: null,
  timeoutMs: null,
  concurrency: null,
  rateLimit: null,
  ordering: null,
  active: true,
  signatureScheme: 'standard',
  metadata: {},
};

/** A URL brings its credentials along; every other setting is read by itself. */
const readers: {
  [Field in Exclude<keyof EndpointFields, 'credentials'>]: (
    value: unknown,
  ) => Field extends 'url' ? SplitUrl : EndpointFields[Field];
} = {
  name: readName,
  description: readDescription,
  url: readUrl,
  events: readEvents,
  filter: readFilter,
  headers: readHeaders,
  retryPolicy: (value) => (value === null ? null : parseRetryPolicy(value)),
  retryStatuses: (value) => parseRetryStatuses(value),
  timeoutMs: readTimeout,
  concurrency: parseConcurrency,
  rateLimit: parseRateLimit,
  ordering: parseOrdering,
  active: readActive,
  signatureScheme: readScheme,
  metadata: readMetadata,
};

/**
 * Checks the settings that are there, all of them, so that a caller learns of every issue at once.
 * Whether the URL may be called is for the egress guard to say.
 * @throws ValidationFailedError naming the fields at fault, never with their values
 */
export function readEndpointFields(input: EndpointPatch): Partial<EndpointFields> {
  const issues: FieldIssue[] = [];
  const fields: Partial<EndpointFields> = {};
  const source = withoutShortForm(input, issues);
  for (const [field, read] of Object.entries(readers)) {
    const value = source[field as keyof EndpointFields];
    if (value === undefined) continue;
    try {
      const known = read(value);
      Object.assign(fields, field === 'url' ? known : { [field]: known });
    } catch (error) {
      if (!(error instanceof ValidationFailedError)) throw error;
      issues.push(...error.issues);
    }
  }
  if (issues.length > 0) throw new ValidationFailedError(issues);
  return fields;
}

/**
 * The same for an endpoint that has to be whole.
 * @throws ValidationFailedError also when name or URL are missing
 */
export function readWholeEndpoint(input: EndpointPatch): EndpointFields {
  const { name, url } = input;
  // `null` stands in for what is missing, so that it is named together with all other issues.
  const whole = { ...input, name: name ?? null, url: url ?? null } as EndpointPatch;
  return { ...EMPTY_FIELDS, ...readEndpointFields(whole) } as EndpointFields;
}

function withoutShortForm(
  input: EndpointPatch,
  issues: FieldIssue[],
): Partial<Record<keyof EndpointFields, unknown>> {
  const { maxRetries, retryDelay, ...source } = input;
  if (maxRetries === undefined && retryDelay === undefined) return source;
  if (source.retryPolicy !== undefined) {
    issues.push({ field: 'retryPolicy', message: 'excludes maxRetries and retryDelay' });
    return source;
  }
  const retryPolicy = {
    ...(maxRetries !== undefined && { maxRetries }),
    ...(retryDelay !== undefined && { retryDelay }),
  };
  return { ...source, retryPolicy };
}

function refuse(field: keyof EndpointFields, message: string): never {
  throw new ValidationFailedError([{ field, message }]);
}

function readName(value: unknown): string {
  const fits = typeof value === 'string' && value.trim() !== '' && isStorableText(value);
  // Counted as Postgres counts: a character outside the basic plane is one.
  if (fits && [...value].length <= MAX_NAME_LENGTH) return value;
  return refuse('name', `must be a text of 1–${MAX_NAME_LENGTH} characters`);
}

function readDescription(value: unknown): string | null {
  if (value === null) return null;
  const fits = typeof value === 'string' && isStorableText(value);
  if (fits && [...value].length <= MAX_DESCRIPTION_LENGTH) return value;
  return refuse(
    'description',
    `must be a text of at most ${MAX_DESCRIPTION_LENGTH} characters, or null`,
  );
}

function readUrl(value: unknown): SplitUrl {
  const fits = typeof value === 'string' && value !== '' && isStorableText(value);
  if (fits && value.length <= MAX_URL_LENGTH) return takeCredentials(value);
  return refuse('url', `must be a URL of at most ${MAX_URL_LENGTH} characters`);
}

function readEvents(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > MAX_EVENT_PATTERNS) {
    return refuse('events', `must be a list of at most ${MAX_EVENT_PATTERNS} event patterns`);
  }
  const issues = value.flatMap((pattern: unknown, index) =>
    typeof pattern === 'string' && isEventPattern(pattern)
      ? []
      : [
          {
            field: `events[${index}]`,
            message:
              'must be an event type (project.created), a name and everything below it (project.*), ' +
              `or *, of at most ${MAX_PATTERN_LENGTH} characters`,
          },
        ],
  );
  if (issues.length > 0) throw new ValidationFailedError(issues);
  return [...new Set(value as string[])];
}

function readHeaders(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('headers', 'must be an object of header names and values');
  }
  return validateCustomHeaders(value as Record<string, unknown>);
}

function readTimeout(value: unknown): number | null {
  if (value === null) return null;
  const { min, max } = TIMEOUT_RANGE_MS;
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  return refuse('timeoutMs', `must be a whole number from ${min} to ${max}, or null`);
}

function readActive(value: unknown): boolean {
  return typeof value === 'boolean' ? value : refuse('active', 'must be true or false');
}

function readScheme(value: unknown): SignatureScheme {
  const scheme = SIGNATURE_SCHEMES.find((each) => each === value);
  return scheme ?? refuse('signatureScheme', `must be one of ${SIGNATURE_SCHEMES.join(', ')}`);
}

function readMetadata(value: unknown): Record<string, unknown> {
  return readObject('metadata', value, MAX_METADATA_BYTES);
}

function readFilter(value: unknown): EventFilter | null {
  return value === null ? null : parseEventFilter(readObject('filter', value, MAX_FILTER_BYTES));
}

/** As it will be read back: what JSON drops or rewrites is dropped or rewritten here already. */
function readObject(
  field: 'metadata' | 'filter',
  value: unknown,
  maxBytes: number,
): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const text = isObject ? toJson(value) : undefined;
  if (text === undefined) return refuse(field, 'must be a JSON object');
  if (Buffer.byteLength(text) > maxBytes) {
    return refuse(field, `must not be larger than ${maxBytes} bytes`);
  }
  const object = JSON.parse(text) as Record<string, unknown>;
  const unstorable = findUnstorable(object, field);
  if (unstorable !== undefined) return refuse(field, unstorable.message);
  return object;
}

/** `undefined` for what has no JSON form: cycles, big integers, a hostile depth. */
function toJson(value: object): string | undefined {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text?.startsWith('{') ? text : undefined;
  } catch {
    return undefined;
  }
}
