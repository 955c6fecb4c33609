import type { ErrorCode } from '@hookline/contracts';

/**
 * Base of every error that Hookline throws on purpose. Branch on `code`, which is stable; the
 * message names the offender and the fix, and never holds a secret or a payload.
 */
export abstract class HooklineError extends Error {
  /** Stable code; clients branch on it. */
  abstract readonly code: ErrorCode;
  /** The HTTP status that the API answers with when this error reaches it. */
  readonly httpStatus: number = 500;
  /** When to try again, in seconds, where somebody knows: `Retry-After` of the answer. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
