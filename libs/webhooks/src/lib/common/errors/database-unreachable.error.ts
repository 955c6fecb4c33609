import { HooklineError } from '../hookline.error';

/** Postgres did not answer. */
export class DatabaseUnreachableError extends HooklineError {
  override readonly code = 'HOOKLINE_DATABASE_UNREACHABLE';
  override readonly httpStatus = 503;
}
