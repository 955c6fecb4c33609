import { HooklineError } from '../hookline.error';

/** Nothing is sent to an endpoint that still has to show that it wants webhooks. */
export class EndpointUnverifiedError extends HooklineError {
  override readonly code = 'HOOKLINE_ENDPOINT_UNVERIFIED';
  override readonly httpStatus = 409;

  constructor(endpointId: string) {
    super(`Endpoint ${endpointId} gets nothing before it is verified. Verify it first.`);
  }
}
