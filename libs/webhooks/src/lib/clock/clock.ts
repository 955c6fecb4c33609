/**
 * The one clock of Hookline: what is due, when an attempt started, what a signature says. It follows
 * the database's time, so that processes whose own clocks differ agree. Tests replace it.
 */
export interface Clock {
  /** Milliseconds since 1970, in the database's time. */
  now(): number;
  /** Milliseconds that only go forward, for durations inside this process. */
  monotonic(): number;
}

/** Injection token of the clock. */
export const CLOCK = Symbol('hookline:clock');
