import { HooklineError } from '../hookline.error';

/** A message from another sender for which this application has no secret. */
export class InboundUnconfiguredError extends HooklineError {
  override readonly code = 'HOOKLINE_INBOUND_UNCONFIGURED';
  override readonly httpStatus = 503;
}
