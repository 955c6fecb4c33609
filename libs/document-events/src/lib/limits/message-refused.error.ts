import { HooklineError } from '@hookline/webhooks';

/** A message was over a rate limit and was not handled. */
export class MessageRefusedError extends HooklineError {
  override readonly code = 'HOOKLINE_RATE_LIMITED';
  override readonly httpStatus = 429;
  /** What Hocuspocus closes the document's connection with; its clients connect again and synchronize. */
  readonly reason: string;

  constructor(limit: number, windowMs: number) {
    super(`More than ${limit} messages in ${windowMs} ms. Send fewer, and connect again.`);
    this.reason = 'rate-limited';
  }
}
