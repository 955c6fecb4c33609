import { ApiKeyOr } from '@hookline/webhooks';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthenticationGuard } from './authentication.guard';
import { ScopesGuard } from './scopes.guard';
import { TokenVerifier } from './token-verifier';

/** Guards every route: first who is calling, by API key or token, then what they may do. */
@Module({
  providers: [
    TokenVerifier,
    { provide: APP_GUARD, useClass: ApiKeyOr(AuthenticationGuard) },
    { provide: APP_GUARD, useClass: ScopesGuard },
  ],
  exports: [TokenVerifier],
})
export class AuthModule {}
