import { HooklineError } from '../hookline.error';

/** A signing secret of the caller's own that can't be used. */
export class SecretInvalidError extends HooklineError {
  override readonly code = 'HOOKLINE_SECRET_INVALID';
  override readonly httpStatus = 400;
}
