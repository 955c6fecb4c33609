import { HooklineError } from '../hookline.error';

/** Two classes declare the same event type. */
export class EventDuplicateError extends HooklineError {
  override readonly code = 'HOOKLINE_EVENT_DUPLICATE';
  override readonly httpStatus = 500;
}
