import type { Load } from '../contenders/contender-api';
import { NAIVE_WINDOW, type Pace, PUBLISHERS, WINDOW } from './scenario';

/** More than any contender gets through: the time is what ends a run. */
const MAX_EVENTS = 2_000_000;

/** The loads of one scenario, of the same bodies for everyone. */
export interface Loads {
  raw: Load;
  naive: Load;
  hookline: Load;
}

export function loadsFor(
  pace: Pick<Pace, 'rawMs' | 'naiveMs' | 'hooklineMs'>,
  payloadBytes: number,
): Loads {
  const common = {
    maxEvents: MAX_EVENTS,
    publishers: PUBLISHERS,
    window: WINDOW,
    payloadBytes,
    ratePerSecond: null,
  };
  return {
    raw: { ...common, durationMs: pace.rawMs },
    naive: { ...common, window: NAIVE_WINDOW, durationMs: pace.naiveMs },
    hookline: { ...common, durationMs: pace.hooklineMs },
  };
}

/** The same for half as long: to warm up. */
export function half(load: Load): Load {
  return { ...load, durationMs: load.durationMs / 2 };
}
