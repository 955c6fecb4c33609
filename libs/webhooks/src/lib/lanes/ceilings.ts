import {
  type BucketLimit,
  fullBucket,
  msUntilToken,
  refill,
  type TokenBucket,
} from '../policy/token-bucket';

/** What a process may send at most, in all and for each tenant. */
export interface CeilingLimits {
  processRateLimit: BucketLimit | null;
  tenantRateLimit: BucketLimit | null;
}

/** Tenants whose buckets are looked through for full ones, which need not be kept. */
const CLEAN_UP_AT = 10_000;

/** The rate limits of this process: one bucket for everything, one for each tenant. */
export class Ceilings {
  private process: TokenBucket | undefined;
  private readonly tenants = new Map<string, TokenBucket>();
  private readonly none: boolean;

  constructor(private readonly limits: CeilingLimits) {
    this.none = limits.processRateLimit === null && limits.tenantRateLimit === null;
  }

  /** How long a tenant has to wait for its next delivery, in ms; 0 when it may go at clock time `now`. */
  waitMs(tenantId: string, now: number): number {
    if (this.none) return 0;
    const { processRateLimit, tenantRateLimit } = this.limits;
    return Math.max(
      processRateLimit === null
        ? 0
        : msUntilToken(this.processAt(processRateLimit, now), processRateLimit),
      tenantRateLimit === null
        ? 0
        : msUntilToken(this.tenantAt(tenantId, tenantRateLimit, now), tenantRateLimit),
    );
  }

  /** A delivery of a tenant goes. */
  draw(tenantId: string, now: number): void {
    if (this.none) return;
    const { processRateLimit, tenantRateLimit } = this.limits;
    if (processRateLimit !== null) this.process = less(this.processAt(processRateLimit, now));
    if (tenantRateLimit === null) return;
    this.tenants.set(tenantId, less(this.tenantAt(tenantId, tenantRateLimit, now)));
    if (this.tenants.size > CLEAN_UP_AT) this.forgetFull(tenantRateLimit, now);
  }

  private processAt(limit: BucketLimit, now: number): TokenBucket {
    return refill(this.process ?? fullBucket(limit, now), limit, now);
  }

  private tenantAt(tenantId: string, limit: BucketLimit, now: number): TokenBucket {
    return refill(this.tenants.get(tenantId) ?? fullBucket(limit, now), limit, now);
  }

  private forgetFull(limit: BucketLimit, now: number): void {
    for (const [tenantId, bucket] of this.tenants) {
      if (refill(bucket, limit, now).tokens >= limit.burst) this.tenants.delete(tenantId);
    }
  }
}

function less({ tokens, at }: TokenBucket): TokenBucket {
  return { tokens: tokens - 1, at };
}
