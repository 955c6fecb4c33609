import { HooklineError } from '../hookline.error';

/** A message from another sender whose signature is missing or wrong. */
export class InboundSignatureError extends HooklineError {
  override readonly code = 'HOOKLINE_INBOUND_SIGNATURE';
  override readonly httpStatus = 401;
}
