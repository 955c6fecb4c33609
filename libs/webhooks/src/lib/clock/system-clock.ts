import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import type { Clock } from './clock';

/** A slower answer says too little about the time: half of its round trip could be the error. */
const MAX_ROUND_TRIP_MS = 1_000;

/**
 * Database time: an offset that is read again and again, plus monotonic time. Until the first reading
 * it is this machine's own time. A step of the machine's clock does not move it.
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
   * Takes over the database's time, unless the answer took too long (the process may have been frozen).
   * @param databaseNow milliseconds since 1970, read between `sentAt` and now
   * @param sentAt monotonic time at which the query was sent; half the round trip is added
   */
  synchronize(databaseNow: number, sentAt: number): void {
    const received = performance.now();
    if (received - sentAt > MAX_ROUND_TRIP_MS) return;
    this.offset = databaseNow + (received - sentAt) / 2 - received;
  }
}
