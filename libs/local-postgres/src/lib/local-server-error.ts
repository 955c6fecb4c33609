/**
 * What went wrong, for programs. Branch on this and never on the message.
 *
 * - `port_taken`: the requested port is in use by another program.
 * - `os_user_unavailable`: PostgreSQL refuses to run as root and no other OS user could be used or made.
 * - `binaries_missing`: no PostgreSQL binaries for this platform are installed, or they don't run here.
 * - `data_folder_in_use`: another living process already runs on this data folder.
 * - `data_folder_incompatible`: the folder holds data that these binaries can't open, or isn't ours.
 * - `start_failed`: the server did not come up; the message carries the end of its log.
 * - `redis_missing`: no `redis-server` on the PATH.
 */
export type LocalServerErrorCode =
  | 'port_taken'
  | 'os_user_unavailable'
  | 'binaries_missing'
  | 'data_folder_in_use'
  | 'data_folder_incompatible'
  | 'start_failed'
  | 'redis_missing';

/** A local server could not be started. The message names the offender and the fix, on one line. */
export class LocalServerError extends Error {
  override readonly name = 'LocalServerError';

  constructor(
    readonly code: LocalServerErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
