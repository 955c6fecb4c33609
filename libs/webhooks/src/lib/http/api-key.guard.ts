import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  mixin,
  type OnModuleInit,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { WebhookApiKeysService } from '../access/webhook-api-keys.service';
import { ApiKeyInvalidError } from '../common/errors/api-key-invalid.error';
import { setApiKey } from './caller';
import { askGuard, resolveGuard } from './resolve-guard';

/**
 * Lets requests with an API key through (`authorization: Bearer hlk_…`), and no others. The key tells
 * the tenant and the scopes.
 * @example
 * WebhooksModule.forRoot({ …, http: { guards: [ApiKeyGuard] } })
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(private readonly apiKeys: WebhookApiKeysService) {}

  /** @throws ApiKeyInvalidError */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (await acceptApiKey(this.apiKeys, context)) return true;
    throw refused(context, 'The request has no API key. Send `authorization: Bearer hlk_…`.');
  }
}

/**
 * A guard that lets requests with an API key through and asks another one about all others: an
 * application's own sign-in stays what it is, and keys work beside it. Also as a global guard.
 * @param other asked about requests without a key; from the application's modules, or created
 * @example
 * WebhooksModule.forRoot({ …, http: { guards: [ApiKeyOr(JwtGuard)] } })
 */
export function ApiKeyOr(other: Type<CanActivate>): Type<CanActivate> {
  @Injectable()
  class ApiKeyOrGuard implements CanActivate, OnModuleInit {
    private guard!: CanActivate;

    constructor(
      @Inject(WebhookApiKeysService) private readonly apiKeys: WebhookApiKeysService,
      @Inject(ModuleRef) private readonly moduleRef: ModuleRef,
    ) {}

    async onModuleInit(): Promise<void> {
      this.guard = await resolveGuard(this.moduleRef, other);
    }

    async canActivate(context: ExecutionContext): Promise<boolean> {
      if (context.getType() === 'http' && (await acceptApiKey(this.apiKeys, context))) return true;
      return askGuard(this.guard, context);
    }
  }
  return mixin(ApiKeyOrGuard);
}

/** Whether the request brings a key that is accepted; `false` when it brings none. */
async function acceptApiKey(
  apiKeys: WebhookApiKeysService,
  context: ExecutionContext,
): Promise<boolean> {
  const request = context.switchToHttp().getRequest<{ headers: Record<string, unknown> }>();
  const check = await apiKeys.authenticate(bearerToken(request.headers['authorization']));
  switch (check.result) {
    case 'accepted':
      setApiKey(request, check.key);
      return true;
    case 'foreign':
      return false;
    case 'unknown':
      throw refused(context, 'There is no such API key. It may have been deleted.');
    case 'expired':
      throw refused(context, 'The API key has expired. Create a new one.');
  }
}

/** The token behind `Bearer`; the scheme's case does not matter (RFC 9110). */
function bearerToken(header: unknown): string {
  return typeof header === 'string' ? (/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '') : '';
}

function refused(context: ExecutionContext, message: string): ApiKeyInvalidError {
  // Both Express and Fastify have this method.
  const response = context
    .switchToHttp()
    .getResponse<{ header(name: string, value: string): void }>();
  response.header('WWW-Authenticate', 'Bearer error="invalid_token"');
  return new ApiKeyInvalidError(message);
}
