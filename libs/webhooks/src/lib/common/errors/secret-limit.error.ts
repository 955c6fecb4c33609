import { HooklineError } from '../hookline.error';

/** An endpoint has as many live secrets as it may; the message says when one of them ends. */
export class SecretLimitError extends HooklineError {
  override readonly code = 'HOOKLINE_SECRET_LIMIT';
  override readonly httpStatus = 409;
}
