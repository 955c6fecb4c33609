import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';

/** A request as this application sees it, whatever the platform. */
export interface AppRequest {
  headers: Record<string, string | undefined>;
  user?: { tenantId: string };
}

/** Stands for the application's authentication: whoever names a tenant belongs to it. */
@Injectable()
export class CallerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<AppRequest>();
    const tenantId = request.headers['x-tenant'];
    if (tenantId !== undefined) request.user = { tenantId };
    return tenantId !== undefined;
  }
}
