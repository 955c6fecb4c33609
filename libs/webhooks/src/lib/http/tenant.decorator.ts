import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requireTenant } from '../registry/tenant-id';

const tenants = new WeakMap<object, string>();

/** Remembers the tenant of a request; the guard calls it. */
export function setTenant(request: object, tenantId: string): void {
  tenants.set(request, tenantId);
}

/** The tenant of a request that passed {@link TenantGuard}. */
export function tenantOf(request: object): string {
  return requireTenant(tenants.get(request));
}

/** The tenant of the caller, as {@link TenantGuard} found it. */
export const Tenant = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  tenantOf(context.switchToHttp().getRequest<object>()),
);
