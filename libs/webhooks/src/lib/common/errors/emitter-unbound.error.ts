import { HooklineError } from '../hookline.error';

/** A method with `@EmitsWebhook` ran on an object that Nest did not create. */
export class EmitterUnboundError extends HooklineError {
  override readonly code = 'HOOKLINE_EMITTER_UNBOUND';
  override readonly httpStatus = 500;
}
