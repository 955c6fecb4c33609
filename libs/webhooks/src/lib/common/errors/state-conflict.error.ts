import { HooklineError } from '../hookline.error';

/** The thing is in a state that does not allow what was asked for. */
export class StateConflictError extends HooklineError {
  override readonly code = 'HOOKLINE_CONFLICT';
  override readonly httpStatus = 409;
}
