import { RETRY_PRESETS, type RetryPolicy, type RetryPreset } from '@hookline/contracts';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import type { RetryPolicyInput } from '../webhooks.options';
import { FieldReader } from './field-reader';
import { RETRY_PRESET_POLICIES } from './retry-presets';

const MAX_ATTEMPTS = 20;
const MAX_DELAY_MS = 7 * 24 * 60 * 60 * 1_000;
/** Jitter of a policy that came without: enough to keep what failed together from returning together. */
const DEFAULT_JITTER = 0.1;
/** The short form doubles up to this; it is the longest delay of the standard schedule. */
const SHORT_FORM_MAX_DELAY_MS = 24 * 60 * 60 * 1_000;

const STRATEGIES = ['exponential', 'linear', 'constant', 'schedule'] as const;
type Strategy = (typeof STRATEGIES)[number];

const attempts = { min: 1, max: MAX_ATTEMPTS, integer: true };
const delay = { min: 0, max: MAX_DELAY_MS, integer: true };
const jitterRule = { min: 0, max: 1, default: DEFAULT_JITTER };

/**
 * The whole policy behind a policy, the name of a preset, or the short form `{ maxRetries,
 * retryDelay }` (seconds, doubling, at most 24 h, without jitter). The answer is the caller's own copy.
 *
 * Limits: 1–20 attempts, delays of 0 ms to 7 days, multiplier 1–10, jitter 0–1 (0.1 when absent);
 * in the short form 0–10 retries (default 3) and 10–3600 s (default 60).
 *
 * @throws {ValidationFailedError} naming each field at fault
 *
 * @example
 * ```ts
 * resolveRetryPolicy('quick').strategy; // 'exponential'
 * resolveRetryPolicy({ maxRetries: 2, retryDelay: 30 }); // 3 attempts, 30 s and 60 s apart
 * ```
 */
export function resolveRetryPolicy(input: RetryPolicyInput): RetryPolicy {
  return parseRetryPolicy(input);
}

/**
 * {@link resolveRetryPolicy} for what arrived as JSON and may be anything.
 *
 * @param path what the field is called in messages
 * @throws {ValidationFailedError} naming each field at fault
 */
export function parseRetryPolicy(input: unknown, path = 'retryPolicy'): RetryPolicy {
  if (typeof input === 'string') return presetPolicy(input, path);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw refusal(path, `must be an object or one of ${RETRY_PRESETS.join(', ')}`);
  }
  const reader = new FieldReader(input as Record<string, unknown>, path);
  const policy = Object.hasOwn(input, 'strategy') ? fullPolicy(reader, path) : shortPolicy(reader);
  reader.finish();
  return policy;
}

function presetPolicy(name: string, path: string): RetryPolicy {
  if (!isPreset(name)) {
    throw refusal(path, `must be one of ${RETRY_PRESETS.join(', ')}, or an object`);
  }
  return structuredClone(RETRY_PRESET_POLICIES[name]);
}

function isPreset(name: string): name is RetryPreset {
  return (RETRY_PRESETS as readonly string[]).includes(name);
}

function refusal(field: string, message: string): ValidationFailedError {
  return new ValidationFailedError([{ field, message }]);
}

function shortPolicy(reader: FieldReader): RetryPolicy {
  const retries = reader.number('maxRetries', { min: 0, max: 10, integer: true, default: 3 });
  const seconds = reader.number('retryDelay', { min: 10, max: 3_600, default: 60 });
  return {
    strategy: 'exponential',
    maxAttempts: retries + 1,
    initialDelayMs: Math.round(seconds * 1_000),
    multiplier: 2,
    maxDelayMs: SHORT_FORM_MAX_DELAY_MS,
    jitter: 0,
  };
}

function fullPolicy(reader: FieldReader, path: string): RetryPolicy {
  const strategy = reader.value('strategy');
  if (!isStrategy(strategy)) {
    throw refusal(`${path}.strategy`, `must be one of ${STRATEGIES.join(', ')}`);
  }
  const jitter = reader.number('jitter', jitterRule);
  switch (strategy) {
    case 'schedule': {
      const delaysMs = reader.numbers('delaysMs', delay, { min: 1, max: MAX_ATTEMPTS });
      return { strategy, delaysMs, jitter };
    }
    case 'constant': {
      const maxAttempts = reader.number('maxAttempts', attempts);
      return { strategy, maxAttempts, delayMs: reader.number('delayMs', delay), jitter };
    }
    case 'linear':
      return { strategy, ...growing(reader), jitter };
    case 'exponential': {
      const multiplier = reader.number('multiplier', { min: 1, max: 10 });
      return { strategy, ...growing(reader), multiplier, jitter };
    }
  }
}

function growing(reader: FieldReader): {
  maxAttempts: number;
  initialDelayMs: number;
  maxDelayMs: number;
} {
  const maxAttempts = reader.number('maxAttempts', attempts);
  const initialDelayMs = reader.number('initialDelayMs', delay);
  const maxDelayMs = reader.number('maxDelayMs', delay);
  if (maxDelayMs < initialDelayMs) reader.refuse('maxDelayMs', 'must not be below initialDelayMs');
  return { maxAttempts, initialDelayMs, maxDelayMs };
}

function isStrategy(value: unknown): value is Strategy {
  return (STRATEGIES as readonly unknown[]).includes(value);
}
