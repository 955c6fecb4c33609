import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { TenantMissingError } from '../common/errors/tenant-missing.error';
import { TenantResolverMissingError } from '../common/errors/tenant-resolver-missing.error';
import { requireTenant } from '../registry/tenant-id';
import { SINGLE_TENANT_ID, WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { apiKeyOf } from './caller';
import { setTenant } from './tenant.decorator';

/**
 * Finds out who calls: by the API key, or asks the option `tenant`. It runs after the application's
 * global guards, so whatever they put on the request is there.
 */
@Injectable()
export class TenantGuard implements CanActivate {
  constructor(@Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig) {}

  /** @throws TenantMissingError when the caller has no tenant */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<object>();
    setTenant(request, requireTenant(apiKeyOf(request)?.tenantId ?? (await this.resolve(request))));
    return true;
  }

  private async resolve(request: object): Promise<string | undefined> {
    const { singleTenant, tenant } = this.config;
    if (tenant === undefined) {
      if (singleTenant) return SINGLE_TENANT_ID;
      throw new TenantResolverMissingError(
        'WebhooksModule: option `tenant` is missing. Without it, every caller would see every endpoint. ' +
          "Pass a function from the request to the tenant's id, or `singleTenant: true`.   " +
          '[HOOKLINE_TENANT_RESOLVER_MISSING]',
      );
    }
    try {
      return await tenant(request as never);
    } catch (cause) {
      // `request.user.tenantId` of a request that nobody signed.
      if (cause instanceof TypeError) throw notSignedIn(cause);
      throw cause;
    }
  }
}

function notSignedIn(cause: TypeError): TenantMissingError {
  return new TenantMissingError('The request tells no tenant. Sign in.', { cause });
}
