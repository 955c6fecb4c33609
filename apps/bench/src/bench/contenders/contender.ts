import { setTimeout as delay } from 'node:timers/promises';
import type { Laboratory } from '../laboratory/laboratory';
import type { Load, RunReport } from './contender-api';

/** CPU time by who spent it, in ms. */
export interface CpuTimes {
  node: number;
  postgres: number;
  redis: number;
  receiver: number;
}

/** One run of a contender. */
export interface Measured {
  /** Deliveries (of a raw contender: requests) in a second, from the first publish to the last record. */
  rate: number;
  deliveries: number;
  cpu: CpuTimes;
  report: RunReport;
}

/** Something that sends, in processes of its own. */
export interface Contender {
  readonly name: string;
  measure(load: Load): Promise<Measured>;
  stop(): Promise<void>;
}

/** CPU time of everything for one delivery, in µs. */
export function cpuPerDeliveryUs({ cpu, deliveries }: Measured): number {
  const total = cpu.node + cpu.postgres + cpu.redis + cpu.receiver;
  return (total * 1_000) / deliveries;
}

/** Reads how much CPU time everything took so far: the servers', and a contender's own processes'. */
export async function readCpu(
  { postgres, redis, receiver }: Laboratory,
  nodeMs: () => Promise<number>,
): Promise<CpuTimes> {
  const [node, postgresMs, redisMs, receiverMs] = await Promise.all([
    nodeMs(),
    postgres.cpuMs(),
    redis?.cpuMs() ?? 0,
    receiver.cpuMs(),
  ]);
  return { node, postgres: postgresMs, redis: redisMs, receiver: receiverMs };
}

export function subtract(after: CpuTimes, before: CpuTimes): CpuTimes {
  return {
    node: after.node - before.node,
    postgres: after.postgres - before.postgres,
    redis: after.redis - before.redis,
    receiver: after.receiver - before.receiver,
  };
}

/** Asks again and again, for what has no other way of telling; gives up with an error. */
export async function until(
  ask: () => Promise<boolean>,
  options: { what: string; timeoutMs: number; everyMs: number; signal: AbortSignal },
): Promise<void> {
  const { what, timeoutMs, everyMs, signal } = options;
  const deadline = performance.now() + timeoutMs;
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`Gave up after ${timeoutMs} ms: ${what}.`);
    await delay(everyMs, undefined, { signal });
  }
}
