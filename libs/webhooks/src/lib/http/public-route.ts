import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';

const PUBLIC_ROUTE = 'hookline:public-route';

/** Marks a route that everybody may call. */
export const PublicRoute = (): CustomDecorator => SetMetadata(PUBLIC_ROUTE, true);

/**
 * Whether a route of the library is for callers without a token, such as the public keys of endpoints.
 * For the guards of the application, which run before ours.
 *
 * @example
 * ```ts
 * canActivate(context: ExecutionContext): boolean {
 *   if (isPublicWebhookRoute(context)) return true;
 *   …
 * }
 * ```
 */
export function isPublicWebhookRoute(context: ExecutionContext): boolean {
  const targets = [context.getHandler(), context.getClass()];
  return targets.some((target) => Reflect.getMetadata(PUBLIC_ROUTE, target) === true);
}
