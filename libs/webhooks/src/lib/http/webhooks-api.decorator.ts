import {
  applyDecorators,
  type ExecutionContext,
  SetMetadata,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ActorInterceptor } from './actor.interceptor';
import { HostGuard } from './host.guard';
import { ApiProblems } from './openapi/api-problems.decorator';
import { ApiManaged } from './openapi/route-marks';
import { ProblemFilter } from './problem.filter';
import { RateLimitGuard } from './rate-limit.guard';
import { RequestPipe } from './request.pipe';
import { ScopeGuard } from './scope.guard';
import { TenantGuard } from './tenant.guard';
import { UnreadBodyGuard } from './unread-body.guard';

const WEBHOOKS_ROUTE = 'hookline:route';

/**
 * Whether a request is for the library's management API, which asks for its scopes itself. For global
 * guards of the application that ask every other route for scopes.
 */
export function isWebhooksRoute(context: ExecutionContext): boolean {
  return Reflect.getMetadata(WEBHOOKS_ROUTE, context.getClass()) === true;
}

/**
 * What every controller of the library has: the application's guards, the caller's tenant and scopes,
 * checked input, errors as problem+json.
 */
export function WebhooksApi(): ClassDecorator {
  return applyDecorators(
    UseFilters(ProblemFilter),
    SetMetadata(WEBHOOKS_ROUTE, true),
    UseGuards(HostGuard, TenantGuard, RateLimitGuard, ScopeGuard, UnreadBodyGuard),
    UseInterceptors(ActorInterceptor),
    UsePipes(RequestPipe),
    ApiTags('webhooks'),
    ApiBearerAuth(),
    ApiManaged(),
    ApiProblems(
      'HOOKLINE_UNAUTHORIZED',
      'HOOKLINE_TENANT_MISSING',
      'HOOKLINE_FORBIDDEN',
      'HOOKLINE_RATE_LIMITED',
      'HOOKLINE_INTERNAL',
      'HTTP_503',
      'HOOKLINE_DATABASE_READ_ONLY',
    ),
  );
}
