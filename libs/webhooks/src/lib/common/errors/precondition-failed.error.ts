import { HooklineError } from '../hookline.error';

/** The thing was changed since the caller saw it: its version is not the one that was asked for. */
export class PreconditionFailedError extends HooklineError {
  override readonly code = 'HOOKLINE_PRECONDITION_FAILED';
  override readonly httpStatus = 412;
}
