import { setImmediate as turn } from 'node:timers/promises';

/** Resolves when `condition` answers something else than `undefined` or `false`; asks the database or the like over and over. */
export async function eventually<Value>(
  condition: () => Promise<Value | undefined | false>,
  timeoutMs = 15_000,
): Promise<Value> {
  const giveUpAt = Date.now() + timeoutMs;
  while (Date.now() < giveUpAt) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    await turn();
  }
  throw new Error(`Not so within ${timeoutMs} ms: ${condition.toString()}`);
}
