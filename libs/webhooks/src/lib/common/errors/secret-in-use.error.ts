import { HooklineError } from '../hookline.error';

/** The secret is the newest of its endpoint: without it, nothing could be signed. */
export class SecretInUseError extends HooklineError {
  override readonly code = 'HOOKLINE_CONFLICT';
  override readonly httpStatus = 409;
}
