import {
  MAX_ENDPOINT_CONCURRENCY,
  ORDERING_CONTINUATIONS,
  ORDERING_SCOPES,
  type EndpointOrdering,
  type EndpointRateLimit,
} from '@hookline/contracts';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { FieldReader } from './field-reader';
import { DEFAULT_ORDERING, DEFAULT_RATE_LIMIT } from './lane-settings';

/** Lowest and highest rate limit, in deliveries a second. */
export const RATE_RANGE = { min: 0.01, max: 10_000 } as const;
/** Smallest and largest burst. */
export const BURST_RANGE = { min: 1, max: 10_000 } as const;
/** Lowest and highest concurrency. */
export const CONCURRENCY_RANGE = { min: 1, max: MAX_ENDPOINT_CONCURRENCY } as const;

/**
 * A concurrency that may be anything.
 * @throws ValidationFailedError
 */
export function parseConcurrency(input: unknown): number | null {
  if (input === null) return null;
  const { min, max } = CONCURRENCY_RANGE;
  if (Number.isInteger(input) && Number(input) >= min && Number(input) <= max) return Number(input);
  throw refusal('concurrency', `must be a whole number from ${min} to ${max}, or null`);
}

/**
 * The whole rate limit behind one that may be anything; what it leaves out has its default.
 * @throws ValidationFailedError naming each field at fault
 */
export function parseRateLimit(input: unknown): EndpointRateLimit | null {
  if (input === null) return null;
  const reader = readerOf('rateLimit', input);
  const rateLimit = {
    perSecond: reader.number('perSecond', { ...RATE_RANGE, default: DEFAULT_RATE_LIMIT.perSecond }),
    burst: reader.number('burst', {
      ...BURST_RANGE,
      integer: true,
      default: DEFAULT_RATE_LIMIT.burst,
    }),
  };
  reader.finish();
  return rateLimit;
}

/**
 * The whole ordering behind one that may be anything; what it leaves out has its default.
 * @throws ValidationFailedError naming each field at fault
 */
export function parseOrdering(input: unknown): EndpointOrdering | null {
  if (input === null) return null;
  const reader = readerOf('ordering', input);
  const ordering = {
    by: reader.choice('by', ORDERING_SCOPES, DEFAULT_ORDERING.by),
    onExhausted: reader.choice('onExhausted', ORDERING_CONTINUATIONS, DEFAULT_ORDERING.onExhausted),
  };
  reader.finish();
  return ordering;
}

function readerOf(field: 'rateLimit' | 'ordering', input: unknown): FieldReader {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    return new FieldReader(input as Record<string, unknown>, field);
  }
  throw refusal(field, 'must be an object, which may be empty for the defaults, or null');
}

function refusal(field: string, message: string): ValidationFailedError {
  return new ValidationFailedError([{ field, message }]);
}
