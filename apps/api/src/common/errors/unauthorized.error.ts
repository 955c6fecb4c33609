import { HooklineError } from '@hookline/webhooks';

/** The caller showed no token, or one that is not accepted. */
export class UnauthorizedError extends HooklineError {
  override readonly code = 'HOOKLINE_UNAUTHORIZED';
  override readonly httpStatus = 401;
}
