/** How many deliveries a second, and how many at once after a rest. */
export interface BucketLimit {
  perSecond: number;
  burst: number;
}

/** A token bucket as of a moment. Each delivery takes a token. */
export interface TokenBucket {
  tokens: number;
  /** The moment of `tokens`: clock time in ms. */
  at: number;
}

/** A bucket that nobody has drawn from. */
export function fullBucket({ burst }: BucketLimit, at: number): TokenBucket {
  return { tokens: burst, at };
}

/**
 * The bucket as it is now: it fills at its rate, to its burst and no further, so that no window of `t`
 * seconds ever has more than `burst + perSecond * t`. A clock that went back adds nothing.
 */
export function refill(bucket: TokenBucket, limit: BucketLimit, now: number): TokenBucket {
  const elapsedMs = Math.max(0, now - bucket.at);
  const tokens = Math.min(limit.burst, bucket.tokens + (elapsedMs * limit.perSecond) / 1_000);
  return { tokens, at: Math.max(now, bucket.at) };
}

/** How long until the bucket has a whole token, in ms; 0 when it has one. */
export function msUntilToken({ tokens }: TokenBucket, { perSecond }: BucketLimit): number {
  return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1_000) / perSecond);
}
