import { HooklineError } from '../hookline.error';

/** The event's type is not in the catalog and `strictEvents` is on. */
export class EventUnknownError extends HooklineError {
  override readonly code = 'HOOKLINE_EVENT_UNKNOWN';
  override readonly httpStatus = 400;
}
