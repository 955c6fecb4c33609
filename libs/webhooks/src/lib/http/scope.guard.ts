import type { ApiScope } from '@hookline/contracts';
import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isGranted, scopeOfMethod } from '../access/scopes';
import { ScopeMissingError } from '../common/errors/scope-missing.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { apiKeyOf, readCaller } from './caller';
import { ApiScopeNeeded } from './openapi/route-marks';

const NEEDED_SCOPE = 'hookline:needed-scope';

/** The scope that a route or a controller needs, where its method does not tell it. */
export const NeedsScope = (scope: ApiScope): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(NEEDED_SCOPE, scope), ApiScopeNeeded(scope));

/**
 * Lets callers through who have the route's scope: by their API key, or by the option `scopes`.
 * Without that option, what other callers may do is left to the application's guards.
 */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly reflector: Reflector,
  ) {}

  /** @throws ScopeMissingError naming the scope */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<{ method: string }>();
    const granted = await this.grantedTo(request);
    if (granted === undefined) return true;
    const targets = [context.getHandler(), context.getClass()];
    const declared = this.reflector.getAllAndOverride<ApiScope | undefined>(NEEDED_SCOPE, targets);
    const needed = declared ?? scopeOfMethod(request.method);
    if (isGranted(granted, needed)) return true;
    throw new ScopeMissingError(`The token lacks the scope "${needed}". Ask for one that has it.`);
  }

  private async grantedTo(request: object): Promise<readonly string[] | undefined> {
    const key = apiKeyOf(request);
    if (key !== undefined) return key.scopes;
    const { scopes } = this.config;
    if (scopes === undefined) return undefined;
    return (await readCaller(() => scopes(request as never))) ?? [];
  }
}
