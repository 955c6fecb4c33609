import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import type { Clock } from './clock';

/**
 * Database time: an offset that the ownership heartbeat refreshes, plus monotonic time. Until the
 * first refresh it is this machine's own time. A step of the machine's clock does not move it.
 */
@Injectable()
export class SystemClock implements Clock {
  private offset = Date.now() - performance.now();

  now(): number {
    return Math.round(performance.now() + this.offset);
  }

  monotonic(): number {
    return performance.now();
  }

  /**
   * Takes over the database's time.
   * @param databaseNow milliseconds since 1970, read between `sentAt` and now
   * @param sentAt monotonic time at which the query was sent; half the round trip is added
   */
  synchronize(databaseNow: number, sentAt: number): void {
    const received = performance.now();
    this.offset = databaseNow + (received - sentAt) / 2 - received;
  }
}
