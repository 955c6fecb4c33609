import { HooklineError } from '../hookline.error';

/** An endpoint was asked a moment ago: whoever owns its URL may not want any of it. */
export class VerificationTooSoonError extends HooklineError {
  override readonly code = 'HOOKLINE_VERIFICATION_TOO_SOON';
  override readonly httpStatus = 429;
  override readonly retryAfterSeconds: number;

  constructor(endpointId: string, waitSeconds: number) {
    super(`Endpoint ${endpointId} was asked a moment ago. Try again in ${waitSeconds} s.`);
    this.retryAfterSeconds = waitSeconds;
  }
}
