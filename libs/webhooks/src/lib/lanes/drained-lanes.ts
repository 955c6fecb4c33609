import { Injectable } from '@nestjs/common';
import { type BucketLimit, fullBucket, refill, type TokenBucket } from '../policy/token-bucket';

/** How fast a drained lane may go; what its endpoint sets, and the defaults for what it does not. */
export interface DrainSettings {
  concurrency: number;
  rateLimit: BucketLimit | null;
  /** Whether the next goes only after the one before is recorded. */
  ordered: boolean;
  /** Whether a line stops at a dead letter. */
  halts: boolean;
}

/**
 * A lane of which this process is the owner: the only one in any process that takes its deliveries out
 * of Postgres. So limits that an endpoint sets hold for all processes together.
 */
export class DrainedLane {
  settings: DrainSettings | undefined;
  /** Deliveries that were claimed since it ramps. */
  ramped = 0;
  /** Since when it ramps: clock time in ms. */
  rampsSince: number | undefined;
  /** Whether its last claim got all that it asked for. */
  hasMore = true;
  /** After which key a lane in order looks for the next heads. */
  cursor = '';
  /** Monotonic time in ms at which it had something last. */
  busyAt = -Infinity;

  /** @param bucket as the owner before left it */
  constructor(
    readonly endpointId: string,
    /** Counts the owners it had: a claim of an earlier one finds nothing. */
    readonly epoch: number,
    private bucket: TokenBucket | undefined,
  ) {}

  /** The bucket at clock time `now`, full when nobody drew from it yet; `undefined` without a limit. */
  bucketAt(now: number): TokenBucket | undefined {
    const limit = this.settings?.rateLimit ?? null;
    this.bucket =
      limit === null ? undefined : refill(this.bucket ?? fullBucket(limit, now), limit, now);
    return this.bucket;
  }

  /** One delivery begins. */
  draw(now: number): void {
    const bucket = this.bucketAt(now);
    if (bucket !== undefined) this.bucket = { ...bucket, tokens: bucket.tokens - 1 };
  }
}

/** The lanes that this process drains. */
@Injectable()
export class DrainedLanes {
  private readonly lanes = new Map<string, DrainedLane>();

  get(endpointId: string): DrainedLane | undefined {
    return this.lanes.get(endpointId);
  }

  all(): DrainedLane[] {
    return [...this.lanes.values()];
  }

  add(lane: DrainedLane): void {
    this.lanes.set(lane.endpointId, lane);
  }

  remove(endpointId: string): void {
    this.lanes.delete(endpointId);
  }

  clear(): void {
    this.lanes.clear();
  }
}
