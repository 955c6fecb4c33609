import { setTimeout as delay } from 'node:timers/promises';

/** The API can be asked, but does not tell by itself. */
const ASK_AGAIN_MS = 25;

/**
 * Asks until the answer is "yes".
 * @returns whether it was, within `timeoutMs`
 */
export async function until(
  condition: () => Promise<boolean>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt) {
    if (await condition()) return true;
    await delay(ASK_AGAIN_MS, undefined, { signal });
  }
  return false;
}
