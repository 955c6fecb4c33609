import { HooklineError } from '../hookline.error';

/** The Postgres server allows fewer connections than this process needs. */
export class ConnectionsInsufficientError extends HooklineError {
  override readonly code = 'HOOKLINE_CONNECTIONS_INSUFFICIENT';
}
