import type { RetryPolicy } from '@hookline/contracts';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { now } from '../process/clock';

type NextDelay = (policy: RetryPolicy, attemptsMade: number, random: () => number) => number | null;

const POLICY: RetryPolicy = {
  strategy: 'exponential',
  maxAttempts: 10,
  initialDelayMs: 1_000,
  multiplier: 2,
  maxDelayMs: 60_000,
  jitter: 0.1,
};
/** Looking at the clock more often would be most of what is measured. */
const BETWEEN_LOOKS = 1_000;

/** The library's own schedule. It is no part of the public API, so that it is taken from its build. */
function loadNextDelay(): NextDelay {
  const load = createRequire(__filename);
  const build = dirname(load.resolve('@hookline/webhooks'));
  const policy: unknown = load(join(build, 'lib', 'policy', 'retry-schedule.js'));
  return (policy as { nextDelayMs: NextDelay }).nextDelayMs;
}

/** How many delays of a retry policy are computed in a second, jitter included. */
export function retryComputationsPerSecond(durationMs: number): number {
  const nextDelay = loadNextDelay();
  const startedAt = now();
  let computed = 0;
  while (now() - startedAt < durationMs) {
    for (let index = 0; index < BETWEEN_LOOKS; index += 1) {
      nextDelay(POLICY, index % 10, Math.random);
    }
    computed += BETWEEN_LOOKS;
  }
  return (computed * 1_000) / (now() - startedAt);
}
