import { HooklineError } from '../hookline.error';

/** A wrong option at start-up; the message names the option and the fix. */
export class ConfigInvalidError extends HooklineError {
  override readonly code = 'HOOKLINE_CONFIG_INVALID';
  override readonly httpStatus = 500;
}
