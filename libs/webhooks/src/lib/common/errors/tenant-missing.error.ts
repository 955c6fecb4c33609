import { HooklineError } from '../hookline.error';

/** The tenant resolver found no tenant for a request, or an event was published without one. */
export class TenantMissingError extends HooklineError {
  override readonly code = 'HOOKLINE_TENANT_MISSING';
  override readonly httpStatus = 401;
}
