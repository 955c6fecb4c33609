import type { ThrottlerStorage } from '@nestjs/throttler';

/** How many requests of the management API a caller may make: each API key, and all others of a tenant together. */
export interface RateLimitOptions {
  /** Requests in a window; 0 for no limit. @default 1000 */
  limit?: number;
  /** Length of a window, in ms. Whoever is over the limit is refused for another one. @default 10000 */
  windowMs?: number;
  /** Where requests are counted, e.g. on Redis for all processes together. @default in this process */
  storage?: ThrottlerStorage;
}
