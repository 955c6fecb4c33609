import { ValidationFailedError, type FieldIssue } from '../common/errors/validation-failed.error';

const MAX_STATUSES = 50;

/** Whether an HTTP status says that the receiver took the webhook. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/**
 * Whether an attempt that ended with this HTTP status may be made again: 408, 425, 429 and 5xx, or
 * exactly `retryStatuses` when an endpoint sets them. Never 2xx, and never 410, which switches the
 * endpoint off.
 */
export function isRetryableStatus(
  status: number,
  retryStatuses: readonly number[] | null = null,
): boolean {
  if (isSuccessStatus(status) || status === 410) return false;
  if (retryStatuses !== null) return retryStatuses.includes(status);
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status <= 599);
}

/**
 * Checks an endpoint's own list of retried statuses: at most 50 of 300–599, without 410. Answers
 * them sorted, each once; `null` (the default set) stays `null`.
 *
 * @throws {ValidationFailedError} naming the entry at fault
 */
export function parseRetryStatuses(input: unknown, path = 'retryStatuses'): number[] | null {
  if (input === null || input === undefined) return null;
  if (!Array.isArray(input) || input.length > MAX_STATUSES) {
    throw new ValidationFailedError([
      { field: path, message: `must be a list of at most ${MAX_STATUSES} HTTP statuses, or null` },
    ]);
  }
  const issues = input.flatMap((status: unknown, index) =>
    statusIssue(status, `${path}[${index}]`),
  );
  if (issues.length > 0) throw new ValidationFailedError(issues);
  return [...new Set(input as number[])].sort((a, b) => a - b);
}

function statusIssue(status: unknown, field: string): FieldIssue[] {
  if (status === 410) {
    return [{ field, message: 'must not be 410: it switches the endpoint off' }];
  }
  const fits = Number.isInteger(status) && Number(status) >= 300 && Number(status) <= 599;
  return fits ? [] : [{ field, message: 'must be an HTTP status from 300 to 599' }];
}
