import { HooklineError } from '../hookline.error';

/** Postgres takes no writes: it is a standby, or `default_transaction_read_only` is on. */
export class DatabaseReadOnlyError extends HooklineError {
  override readonly code = 'HOOKLINE_DATABASE_READ_ONLY';
  override readonly httpStatus = 503;
}
