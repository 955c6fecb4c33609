import { HooklineError } from '@hookline/webhooks';

/** The request does not fit the state that its object is in. */
export class ConflictError extends HooklineError {
  override readonly code = 'HOOKLINE_CONFLICT';
  override readonly httpStatus = 409;
}
