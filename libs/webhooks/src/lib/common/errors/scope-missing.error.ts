import { HooklineError } from '../hookline.error';

/** The caller may not do this: a scope is missing. */
export class ScopeMissingError extends HooklineError {
  override readonly code = 'HOOKLINE_FORBIDDEN';
  override readonly httpStatus = 403;
}
