import { HooklineError } from '../hookline.error';

/** The option `tenant` is missing although the HTTP API is on. */
export class TenantResolverMissingError extends HooklineError {
  override readonly code = 'HOOKLINE_TENANT_RESOLVER_MISSING';
  override readonly httpStatus = 500;
}
