import { HooklineError } from '../hookline.error';

/** The serialized event is over the limit of `publishing.maxPayloadBytes`. */
export class PayloadTooLargeError extends HooklineError {
  override readonly code = 'HOOKLINE_PAYLOAD_TOO_LARGE';
  override readonly httpStatus = 413;
}
