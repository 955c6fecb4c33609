import { setTimeout as delay } from 'node:timers/promises';
import { machineTime } from '../machine-time';
import type { RedisServer } from '../stage/redis-server';
import type { Stage } from '../stage/stage';
import { type Fault, type Injection, lasted, over } from './fault';

const DOWN_MS = 2_000;

function redisOf({ options: { redis } }: Stage): RedisServer {
  if (redis === undefined) throw new Error('This fault needs Redis');
  return redis;
}

/** Every job is gone. */
async function flush(stage: Stage): Promise<Injection> {
  const { redis } = stage.options;
  if (redis === undefined) await stage.database.rows('DELETE FROM hookline_bullmq.job');
  else await redis.flush();
  return over(machineTime());
}

const stop =
  (downMs: number) =>
  async (stage: Stage): Promise<Injection> => {
    const redis = redisOf(stage);
    await redis.stop();
    try {
      await delay(downMs, undefined, { signal: stage.signal });
    } finally {
      await redis.startAgain();
    }
    return lasted(machineTime(), downMs > 0);
  };

/** What happens to the queue of wake-up jobs. */
export const QUEUE_FAULTS: readonly Fault[] = [
  { name: 'queue-flush', what: 'every job deleted (FLUSHALL on Redis)', inject: flush },
  {
    name: 'redis-stop',
    what: `Redis stopped for ${DOWN_MS / 1_000} s`,
    backends: ['redis'],
    watched: true,
    inject: stop(DOWN_MS),
  },
  { name: 'redis-restart', what: 'Redis restarted empty', backends: ['redis'], inject: stop(0) },
];
