import { HooklineError } from '../hookline.error';

/** The application is shutting down; nothing was stored. */
export class PublisherClosedError extends HooklineError {
  override readonly code = 'HOOKLINE_PUBLISHER_CLOSED';
  override readonly httpStatus = 503;
}
