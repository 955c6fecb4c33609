import { performance } from 'node:perf_hooks';

/** The machine's time in ms since 1970: unlike `Date.now()`, it stays right in a process whose clock is shifted. */
export function machineTime(): number {
  return performance.timeOrigin + performance.now();
}
