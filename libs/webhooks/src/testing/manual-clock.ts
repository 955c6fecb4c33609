import { performance } from 'node:perf_hooks';
import type { Clock } from '../lib/clock/clock';

/** A clock that stands still until it is moved. Durations inside the process stay real. */
export class ManualClock implements Clock {
  constructor(private time = Date.parse('2026-01-02T03:04:05.000Z')) {}

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return performance.now();
  }

  /** Moves the clock forward, in ms. */
  advance(ms: number): void {
    this.time += ms;
  }
}
