import { HooklineError } from '../hookline.error';

/** The caller makes more requests than the rate limit allows. */
export class RateLimitedError extends HooklineError {
  override readonly code = 'HOOKLINE_RATE_LIMITED';
  override readonly httpStatus = 429;
}
