import { isPublicWebhookRoute } from '@hookline/webhooks';
import {
  Injectable,
  ServiceUnavailableException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { UnauthorizedError } from '../common/errors/unauthorized.error';
import type { AuthenticatedUser, MaybeAuthenticated } from './authenticated-user';
import { PUBLIC_ROUTE } from './decorators';
import { TokenVerifier } from './token-verifier';

/** Lets requests with an accepted bearer token through, and tells who sent them (`request.user`). */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const open = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (open || isPublicWebhookRoute(context)) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<MaybeAuthenticated>();
    request.user = await this.authenticate(request, http.getResponse<Response>());
    return true;
  }

  private async authenticate(
    request: MaybeAuthenticated,
    response: Response,
  ): Promise<AuthenticatedUser> {
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw new UnauthorizedError(
        'The request has no token. Send the header `authorization: Bearer <token>`.',
      );
    }
    const check = await this.tokens.verify(token);
    switch (check.result) {
      case 'valid':
        return check.user;
      case 'invalid':
        response.setHeader('WWW-Authenticate', 'Bearer error="invalid_token"');
        throw new UnauthorizedError(`${check.reason} Ask for a new one.`);
      case 'unavailable':
        throw new ServiceUnavailableException(`${check.reason} Try again later.`);
    }
  }
}

/** The token of an `Authorization` header; the scheme's case does not matter (RFC 9110). */
function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(header ?? '')?.[1];
}
