import { HooklineError } from '../hookline.error';

/** A URL that the egress guard refuses; the message names the rule. */
export class UrlBlockedError extends HooklineError {
  override readonly code = 'HOOKLINE_URL_BLOCKED';
  override readonly httpStatus = 400;
}
