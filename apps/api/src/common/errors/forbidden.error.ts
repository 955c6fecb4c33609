import { HooklineError } from '@hookline/webhooks';

/** The caller's token lacks a scope. */
export class ForbiddenError extends HooklineError {
  override readonly code = 'HOOKLINE_FORBIDDEN';
  override readonly httpStatus = 403;
}
