import { setImmediate as turn } from 'node:timers/promises';

const TICK_MS = 20;
/** The most that counts between two ticks: this process stood still, and could not have looked. */
const MAX_TICK_MS = 100;

/** Resolves when `condition` answers something else than `undefined` or `false`; asks the database or the like over and over. */
export async function eventually<Value>(
  condition: () => Promise<Value | undefined | false>,
  timeoutMs = 15_000,
): Promise<Value> {
  let spentMs = 0;
  let tickedAt = performance.now();
  const ticks = setInterval(() => {
    const now = performance.now();
    spentMs += Math.min(now - tickedAt, MAX_TICK_MS);
    tickedAt = now;
  }, TICK_MS).unref();
  try {
    for (let isLast = false; !isLast;) {
      // One look begins after the end: what the one before saw may be older.
      isLast = spentMs >= timeoutMs;
      const value = await condition();
      if (value !== undefined && value !== false) return value;
      await turn();
    }
  } finally {
    clearInterval(ticks);
  }
  throw new Error(`Not so within ${timeoutMs} ms: ${condition.toString()}`);
}
