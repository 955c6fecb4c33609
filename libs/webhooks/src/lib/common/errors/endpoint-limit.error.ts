import { HooklineError } from '../hookline.error';

/** The tenant has as many endpoints as it may have. */
export class EndpointLimitError extends HooklineError {
  override readonly code = 'HOOKLINE_ENDPOINT_LIMIT';
  override readonly httpStatus = 409;
}
