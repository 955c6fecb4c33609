import { HooklineError } from '../hookline.error';

/** The schema was migrated by a newer Hookline than this one. */
export class SchemaNewerError extends HooklineError {
  override readonly code = 'HOOKLINE_SCHEMA_NEWER';
  override readonly httpStatus = 500;
}
