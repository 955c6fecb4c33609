import { now } from '../process/clock';
import type { Load, RunReport } from './contender-api';

/** Posts over so many connections, each busy all the time, until the load's time is over. */
export async function postLoop(
  load: Load,
  connections: number,
  post: (number: number) => Promise<void>,
): Promise<RunReport> {
  const startedAt = now();
  const deadline = startedAt + load.durationMs;
  let posted = 0;
  const sender = async (): Promise<void> => {
    while (posted < load.maxEvents && now() < deadline) {
      posted += 1;
      await post(posted);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  return { startedAt, endedAt: now(), events: posted, deliveries: posted, publishedAt: [] };
}
