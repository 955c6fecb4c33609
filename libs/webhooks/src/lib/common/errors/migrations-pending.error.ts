import { HooklineError } from '../hookline.error';

/** The schema is older than this version and `migrations` is `manual`. */
export class MigrationsPendingError extends HooklineError {
  override readonly code = 'HOOKLINE_MIGRATIONS_PENDING';
  override readonly httpStatus = 500;
}
