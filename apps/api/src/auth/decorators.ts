import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { AuthenticatedUser, MaybeAuthenticated } from './authenticated-user';
import type { Scope } from './scopes';

/** Metadata key of {@link Public}. */
export const PUBLIC_ROUTE = Symbol('api:public-route');
/** Metadata key of {@link Scopes}. */
export const ROUTE_SCOPES = Symbol('api:route-scopes');

/** Opens a route or controller to callers without a token. */
export const Public = (): CustomDecorator<symbol> => SetMetadata(PUBLIC_ROUTE, true);

/** The scopes that a caller needs, all of them. A method's own replace its controller's. */
export const Scopes = (...scopes: Scope[]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ROUTE_SCOPES, scopes), ApiSecurity('bearer', scopes));

/** Parameter: who is calling. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): AuthenticatedUser => callerOf(context),
);

/** Parameter: the id of the caller's tenant. */
export const CurrentTenant = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => callerOf(context).tenantId,
);

function callerOf(context: ExecutionContext): AuthenticatedUser {
  const { user } = context.switchToHttp().getRequest<MaybeAuthenticated>();
  // Nothing may be read or written without a tenant, whatever happens to the guard.
  if (!user) throw new Error('A public route asks who is calling, which nobody knows there.');
  return user;
}
