import { HooklineError } from '../hookline.error';

/** A message from another sender that was signed too long ago, or in the future: most likely a replay. */
export class InboundStaleError extends HooklineError {
  override readonly code = 'HOOKLINE_INBOUND_STALE';
  override readonly httpStatus = 400;
}
