import { setTimeout as delay } from 'node:timers/promises';
import { now } from '../process/clock';
import type { Load, RunReport } from './contender-api';
import type { Window } from './window';

/** A load on something that publishes. */
export interface Drive {
  load: Load;
  window: Window;
  /** Deliveries that an event makes. */
  fanOut: number;
  /** Publishes the event of this number. */
  publish: (number: number) => Promise<unknown>;
}

/** Publishes at a rate or, without one, as fast as window and callers let it. */
export async function drive(options: Drive): Promise<RunReport> {
  const startedAt = now();
  const { ratePerSecond } = options.load;
  if (ratePerSecond === null) {
    const events = await publishFast(options, startedAt);
    return reportOf(options, startedAt, events, []);
  }
  const publishedAt = await publishEvenly(options, startedAt, 1_000 / ratePerSecond);
  return reportOf(options, startedAt, publishedAt.length, publishedAt);
}

function reportOf(
  { fanOut }: Drive,
  startedAt: number,
  events: number,
  publishedAt: number[],
): RunReport {
  return { startedAt, endedAt: now(), events, deliveries: events * fanOut, publishedAt };
}

async function publishFast(
  { load, window, fanOut, publish }: Drive,
  startedAt: number,
): Promise<number> {
  const deadline = startedAt + load.durationMs;
  let events = 0;
  const goesOn = (): boolean => events < load.maxEvents && now() < deadline;
  const caller = async (): Promise<void> => {
    while (await window.take(fanOut, goesOn)) {
      events += 1;
      await publish(events - 1);
    }
  };
  await Promise.all(Array.from({ length: load.publishers }, caller));
  return events;
}

/** Each event at its time, whatever became of those before it: a slow contender is not spared. */
async function publishEvenly(
  { load, publish }: Drive,
  startedAt: number,
  everyMs: number,
): Promise<number[]> {
  const count = Math.min(load.maxEvents, Math.floor(load.durationMs / everyMs));
  const publishedAt: number[] = [];
  const calls: Promise<unknown>[] = [];
  for (let number = 0; number < count; number += 1) {
    const wait = startedAt + number * everyMs - now();
    if (wait > 0) await delay(wait);
    publishedAt.push(now());
    calls.push(publish(number));
  }
  await Promise.all(calls);
  return publishedAt;
}
