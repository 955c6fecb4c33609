import { HooklineError } from '../hookline.error';

/** A message from another sender that is signed, and not of the form that was agreed. */
export class InboundMalformedError extends HooklineError {
  override readonly code = 'HOOKLINE_INBOUND_MALFORMED';
  override readonly httpStatus = 400;
}
