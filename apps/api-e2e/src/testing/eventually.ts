import { setTimeout as delay } from 'node:timers/promises';

const LOOK_INTERVAL_MS = 20;
const PATIENCE_MS = 10_000;

/** Looks until what is seen is as it should be, and answers the last that was seen, right or not. */
export async function eventually<Seen>(
  look: () => Promise<Seen>,
  isRight: (seen: Seen) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<Seen> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isRight(seen) || performance.now() >= giveUpAt) return seen;
    await delay(LOOK_INTERVAL_MS);
  }
}
