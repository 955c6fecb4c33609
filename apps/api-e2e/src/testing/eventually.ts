import { setTimeout as delay } from 'node:timers/promises';

const LOOK_INTERVAL_MS = 20;
const PATIENCE_MS = 30_000;
/** What a look costs at most, so that a machine that stood still in one has not used up the patience. */
const MOST_OF_A_LOOK_MS = 100;

/** Looks until what is seen is as it should be, and answers the last that was seen, right or not. */
export async function eventually<Seen>(
  look: () => PromiseLike<Seen>,
  isRight: (seen: Seen) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<Seen> {
  let spentMs = 0;
  let at = performance.now();
  for (;;) {
    const seen = await look();
    // The one after the patience is over counts, too.
    if (isRight(seen) || spentMs >= patienceMs) return seen;
    await delay(LOOK_INTERVAL_MS);
    const now = performance.now();
    spentMs += Math.min(now - at, MOST_OF_A_LOOK_MS);
    at = now;
  }
}

/** As `eventually`, but what does not become as it should be is an error. */
export async function insistently<Seen>(
  look: () => PromiseLike<Seen>,
  isRight: (seen: Seen) => boolean,
): Promise<Seen> {
  const seen = await eventually(look, isRight);
  if (isRight(seen)) return seen;
  throw new Error(`Not so after ${PATIENCE_MS / 1_000} s: ${isRight.toString()}`);
}
