import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import type { Laboratory } from '../laboratory/laboratory';

export const NOTHING_BUT_RATIOS_COUNT =
  'Seconds are those of this machine. What counts is the median of the ratios of single rounds.';

/** Where the figures come from. */
export interface Surroundings {
  machine: string;
  node: string;
  postgres: string;
  redis: string;
  receiver: string;
  /** Runnable processes before the first scenario: others that share the machine. */
  load: number;
}

export async function describeSurroundings({
  postgres,
  redis,
  receiver,
}: Laboratory): Promise<Surroundings> {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  const memory = Math.round(totalmem() / 1_024 ** 3);
  return {
    machine: `${process.platform} ${process.arch}, ${availableParallelism()} × ${model}, ${memory} GiB`,
    node: process.versions.node,
    postgres: await postgres.describe(),
    redis: redis === null ? 'none: the naive build has its queue in Postgres' : redis.version,
    receiver: receiver.name,
    load: loadavg()[0] ?? 0,
  };
}

export function surroundingsLines(surroundings: Surroundings): string[] {
  const { machine, node, postgres, redis, receiver, load } = surroundings;
  return [
    `${machine}; Node ${node}; load before: ${load.toFixed(1)}`,
    `${postgres}; Redis: ${redis}`,
    `Receiver: ${receiver}`,
    NOTHING_BUT_RATIOS_COUNT,
  ];
}
