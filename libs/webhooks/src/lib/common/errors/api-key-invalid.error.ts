import { HooklineError } from '../hookline.error';

/** The request brings no API key where one is needed, or one that is unknown or has expired. */
export class ApiKeyInvalidError extends HooklineError {
  override readonly code = 'HOOKLINE_UNAUTHORIZED';
  override readonly httpStatus = 401;
}
