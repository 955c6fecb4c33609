import { HooklineError } from '../hookline.error';

/** A malformed public id. */
export class IdInvalidError extends HooklineError {
  override readonly code = 'HOOKLINE_ID_INVALID';
  override readonly httpStatus = 400;
}
