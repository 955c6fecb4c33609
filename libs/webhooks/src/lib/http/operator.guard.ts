import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ScopeMissingError } from '../common/errors/scope-missing.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { apiKeyOf } from './caller';

/**
 * Lets those through whom the application itself calls an `admin`, by the option `scopes`. What is
 * behind it is of all tenants: an API key is one tenant's, whatever its scopes are. With one tenant,
 * there are no others, and the scope alone decides.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(@Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig) {}

  /** @throws ScopeMissingError */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.config.singleTenant && this.config.tenant === undefined) return true;
    const request = context.switchToHttp().getRequest<object>();
    const isTenants = apiKeyOf(request) !== undefined;
    const granted = isTenants ? undefined : await this.config.scopes?.(request as never);
    if (granted?.includes('admin') === true) return true;
    throw new ScopeMissingError(
      'This is about all tenants. It needs the scope "admin" from the option `scopes`; API keys do not do.',
    );
  }
}
