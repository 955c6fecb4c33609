import { isPublicWebhookRoute, isWebhooksRoute } from '@hookline/webhooks';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ForbiddenError } from '../common/errors/forbidden.error';
import type { MaybeAuthenticated } from './authenticated-user';
import { PUBLIC_ROUTE, ROUTE_SCOPES } from './decorators';
import { managementScope, missingScopes, type Scope } from './scopes';

/** Lets callers through whose token has the scopes that the route needs. Runs after authentication. */
@Injectable()
export class ScopesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http' || isWebhooksRoute(context)) return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, targets)) return true;
    if (isPublicWebhookRoute(context)) return true;
    const request = context.switchToHttp().getRequest<MaybeAuthenticated>();
    const declared = this.reflector.getAllAndOverride<Scope[] | undefined>(ROUTE_SCOPES, targets);
    const needed = declared ?? [managementScope(request.method)];
    const missing = missingScopes(needed, request.user?.scopes ?? []);
    if (missing.length === 0) return true;
    throw new ForbiddenError(
      `The token lacks the scope ${missing.map((scope) => `"${scope}"`).join(' and ')}. Ask for one that has it.`,
    );
  }
}
