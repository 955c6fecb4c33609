import { HooklineError } from '../hookline.error';

/** Neither the option `database` nor a TypeORM data source tells where Postgres is. */
export class DatabaseMissingError extends HooklineError {
  override readonly code = 'HOOKLINE_DATABASE_MISSING';
  override readonly httpStatus = 500;
}
