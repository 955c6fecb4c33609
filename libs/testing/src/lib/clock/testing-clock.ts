import type { Clock } from '@hookline/webhooks';
import { setTimeout as delay } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { DeliveriesPendingError } from '../errors/deliveries-pending.error';
import { describeLive, nextStep, type LiveDelivery, type NextStep } from './live-delivery';

/** An application that lives by the clock. */
export interface ClockFollower {
  /** Every delivery that has not come to its end. */
  liveDeliveries(): Promise<LiveDelivery[]>;
  /** Looks for due deliveries now. */
  wake(): void;
}

/** How long the clock may be waited for. */
export interface UntilDeliveredOptions {
  /** Real milliseconds. @default 30000 */
  timeoutMs?: number;
}

/** How often the database is asked, in real ms. */
const LOOK_INTERVAL_MS = 10;
/** How long a hand-off may take before the clock moves to the time at which a sweeper would find it, in real ms. */
const HAND_OFF_PATIENCE_MS = 300;

/**
 * A clock that stands still until it is moved. It begins at the real time. Everything that Hookline
 * plans or signs follows it; durations inside the process stay real.
 *
 * @example
 * ```ts
 * receiver.fails(503, { times: 2 });
 * await request(app.http).post('/api/projects').send({ name: 'x' });
 * await app.clock.untilDelivered(); // both retries, without the wait
 * ```
 */
export class TestingClock implements Clock {
  private current = Date.now();
  /** Every time it has shown: what a message in flight may have been signed at. */
  private readonly shown = [this.current];
  private readonly followers = new Set<ClockFollower>();

  /** Milliseconds since 1970. */
  now(): number {
    return this.current;
  }

  /** Real time: what a receiver took, it took. */
  monotonic(): number {
    return performance.now();
  }

  /**
   * Moves the clock forward; what falls due is sent.
   * @param ms 0 or more
   * @throws RangeError for anything else
   */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) {
      throw new RangeError(`advance(${ms}): pass milliseconds, 0 or more; set() can go back.`);
    }
    this.set(this.current + ms);
  }

  /**
   * Sets the clock, forwards or back; what is due then is sent.
   * @param time a date, ISO 8601 text, or milliseconds since 1970
   * @throws RangeError when it is none of them
   */
  set(time: Date | string | number): void {
    const ms = new Date(time).getTime();
    if (Number.isNaN(ms)) throw new RangeError(`set(${String(time)}): not a time.`);
    this.current = ms;
    this.shown.push(ms);
    this.wake();
  }

  /**
   * Brings every delivery to its end: waits for what is in flight, moves the clock to the next
   * retry, to the next turn of what an endpoint's limits, order or circuit hold, and so on, until nothing
   * is live. Each delivery is then delivered or a dead letter.
   * @throws DeliveriesPendingError naming what is still live when the limit has passed, and at once
   *   when all that is left is held until somebody does something
   */
  async untilDelivered({ timeoutMs = 30_000 }: UntilDeliveredOptions = {}): Promise<void> {
    const giveUpAt = performance.now() + timeoutMs;
    let handOffSince: number | undefined;
    for (;;) {
      const live = await this.liveDeliveries();
      if (live.length === 0) return;
      const step = nextStep(live, this.current);
      if (step.kind === 'stuck') throw pending('Only held deliveries are left', live);
      if (performance.now() >= giveUpAt)
        throw pending(`Not delivered within ${timeoutMs} ms`, live);
      handOffSince = step.kind === 'hand_off' ? (handOffSince ?? performance.now()) : undefined;
      this.take(step, handOffSince);
      await delay(LOOK_INTERVAL_MS);
    }
  }

  /**
   * Lets an application live by this clock. The testing app does it.
   * @returns a function that ends it
   */
  follow(follower: ClockFollower): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  /**
   * The time it has shown that is nearest to another one. A message that was under way when the
   * clock jumped is held against the time at which it was signed.
   */
  nearestShown(ms: number): number {
    return this.shown.reduce((nearest, time) =>
      Math.abs(time - ms) < Math.abs(nearest - ms) ? time : nearest,
    );
  }

  private async liveDeliveries(): Promise<LiveDelivery[]> {
    const [follower] = this.followers;
    if (follower === undefined) {
      throw new Error(
        'untilDelivered(): no application runs by this clock. Start one, and use its `clock`.',
      );
    }
    return follower.liveDeliveries();
  }

  private take(step: NextStep, handOffSince: number | undefined): void {
    const moves = step.kind === 'advance' || (step.kind === 'hand_off' && isOverdue(handOffSince));
    // Postgres knows microseconds: the next whole millisecond is surely not before it.
    if (moves) this.set(Math.max(this.current, Math.ceil(step.dueAt) + 1));
    else this.wake();
  }

  private wake(): void {
    for (const follower of this.followers) follower.wake();
  }
}

function isOverdue(since: number | undefined): boolean {
  return since !== undefined && performance.now() - since >= HAND_OFF_PATIENCE_MS;
}

function pending(what: string, live: readonly LiveDelivery[]): DeliveriesPendingError {
  return new DeliveriesPendingError(`${what}:\n${describeLive(live)}`, live);
}
