import { setTimeout as delay } from 'node:timers/promises';
import type { PipelineContender } from '../contenders/pipeline-contender';
import { fill } from '../laboratory/fill';
import { startNodeReceiver } from '../receiver/receiver';
import { loadsFor } from './loads';
import { startDrained } from './drain';
import { KIBIBYTE, PUBLISHERS, type Scenario } from './scenario';

const MEGABYTE = 1_024 * 1_024;
const WARM_UP_EVENTS = 200;
const REST_MS = 3_000;
const WATCHED_MS = 10_000;
const SAMPLE_EVERY_MS = 200;
const OPERATIONS_AT_ONCE = 1_000;

/** How much a worker grows when a million deliveries wait and the receiver lets it wait. */
export const memory: Scenario = {
  name: 'memory',
  about: 'growth of resident memory with 1 million pending, over idle',
  run: async ({ lab, pace, progress }) => {
    progress('starting the contenders');
    const receiver = await startNodeReceiver(lab.signal);
    let hookline: PipelineContender | undefined;
    try {
      hookline = await startDrained({ lab: { ...lab, receiver } }, 'hookline_memory');
      const idle = await idleBytes(hookline);
      await receiver.control.call('mode', 'hold');
      progress(`writing ${pace.pending} pending deliveries`);
      const filling = { state: 'pending', payloadBytes: KIBIBYTE } as const;
      const watched = new AbortController();
      const watching = peakBytes(hookline, watched.signal);
      await fill(hookline.database, { ...filling, deliveries: pace.pending });
      progress('watching its memory');
      await delay(WATCHED_MS, undefined, { signal: lab.signal });
      watched.abort();
      const peak = await watching;
      return [
        {
          scenario: memory.name,
          title: `growth of resident memory with ${pace.pending} pending, over idle`,
          unit: 'MB',
          values: [(peak - idle) / MEGABYTE],
          better: 'less',
          good: 80,
          aim: 40,
          detail: `idle ${Math.round(idle / MEGABYTE)} MB, at most ${Math.round(peak / MEGABYTE)} MB`,
        },
      ];
    } finally {
      // What hangs would keep it from stopping.
      await receiver.control.call('mode', 'answer').catch(() => undefined);
      await hookline?.stop();
      await receiver.stop();
    }
  },
};

/** Resident memory after some work and a rest. */
export async function idleBytes(hookline: PipelineContender): Promise<number> {
  const load = {
    durationMs: REST_MS,
    maxEvents: WARM_UP_EVENTS,
    publishers: PUBLISHERS,
    window: WARM_UP_EVENTS * 10,
    payloadBytes: KIBIBYTE,
    ratePerSecond: null,
  };
  await hookline.measure(load);
  await delay(REST_MS);
  return hookline.rssBytes();
}

/** The most resident memory until it is told to stop looking. */
export async function peakBytes(hookline: PipelineContender, stop: AbortSignal): Promise<number> {
  let peak = 0;
  while (!stop.aborted) {
    peak = Math.max(peak, await hookline.rssBytes());
    await delay(SAMPLE_EVERY_MS);
  }
  return peak;
}

/**
 * Growth of memory over so many events to one endpoint each. Fewer are under way together than where a
 * rate is measured, and still 20 times what the seeds let run at once.
 */
export async function growthOver(hookline: PipelineContender, events: number): Promise<number> {
  const idle = await idleBytes(hookline);
  const watched = new AbortController();
  const watching = peakBytes(hookline, watched.signal);
  const load = loadsFor({ rawMs: 0, naiveMs: 0, hooklineMs: 60_000 }, KIBIBYTE).hookline;
  await hookline.measure({ ...load, maxEvents: events, window: OPERATIONS_AT_ONCE });
  watched.abort();
  return ((await watching) - idle) / MEGABYTE;
}
