import { HooklineError } from '../hookline.error';

/** Too many events wait to be written; nothing was stored, try again later. */
export class PublishOverloadedError extends HooklineError {
  override readonly code = 'HOOKLINE_PUBLISH_OVERLOADED';
  override readonly httpStatus = 503;
}
