import {
  type ExecutionContext,
  Inject,
  Injectable,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  type ThrottlerLimitDetail,
  ThrottlerGuard,
  ThrottlerStorageService,
} from '@nestjs/throttler';
import { RateLimitedError } from '../common/errors/rate-limited.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { apiKeyOf } from './caller';
import { tenantOf } from './tenant.decorator';

/**
 * Limits how many requests a caller makes: each API key for itself, all other callers of a tenant
 * together, over all routes of the library. It stands apart from a throttler of the application's.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard implements OnApplicationShutdown {
  private readonly own: ThrottlerStorageService;

  // Both by token: what the base class asks for at these places would be inherited.
  constructor(
    @Inject(WEBHOOKS_CONFIG) { rateLimit }: WebhooksConfig,
    @Inject(Reflector) reflector: Reflector,
  ) {
    const { limit, windowMs, storage } = rateLimit;
    const own = new ThrottlerStorageService();
    super([{ name: 'default', limit, ttl: windowMs }], storage ?? own, reflector);
    this.own = own;
  }

  onApplicationShutdown(): void {
    this.own.onApplicationShutdown();
  }

  protected override shouldSkip(): Promise<boolean> {
    return Promise.resolve(this.throttlers[0]?.limit === 0);
  }

  protected override getTracker(request: object): Promise<string> {
    return Promise.resolve(apiKeyOf(request)?.id ?? `tenant ${tenantOf(request)}`);
  }

  /** One count for all routes: the name of the route is left out. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return `hookline:${tracker}`;
  }

  /** @throws RateLimitedError */
  protected override throwThrottlingException(
    _context: ExecutionContext,
    { limit, ttl, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new RateLimitedError(
      `More than ${limit} requests in ${ttl / 1_000} s. Try again in ${timeToBlockExpire} s.`,
    );
  }
}
