import { HooklineError } from '../hookline.error';

/** The bytes of a request were not kept, so that its signature can't be verified. */
export class RawBodyMissingError extends HooklineError {
  override readonly code = 'HOOKLINE_RAW_BODY_MISSING';
  override readonly httpStatus = 500;
}
