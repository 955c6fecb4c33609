import { HooklineError } from '../hookline.error';

/** An idempotency key was used again for another event. */
export class IdempotencyConflictError extends HooklineError {
  override readonly code = 'HOOKLINE_IDEMPOTENCY_CONFLICT';
  override readonly httpStatus = 409;
}
