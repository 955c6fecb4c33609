import { findRedisServer } from '@hookline/local-postgres';
import type { ChaosArguments } from './arguments';
import { faultsOn } from './faults';
import { type Backend } from './faults/fault';
import { failuresOf, type FaultResult, headLine, resultLine } from './result';
import { runFault } from './run-fault';
import { PostgresServer } from './stage/postgres-server';
import { RedisServer } from './stage/redis-server';
import { Stage } from './stage/stage';

/** How chaos is run. */
export interface ChaosOptions extends ChaosArguments {
  /** Ends it early; everything that was started is stopped. */
  signal: AbortSignal;
  /** Takes each line of the output. */
  write: (line: string) => void;
  /** Takes each line that is not part of it. */
  note: (line: string) => void;
  /** Redis missing is an error then. */
  requireAll: boolean;
}

const WORKERS = 3;
const PUBLISHERS = 2;
/**
 * Each goes to four endpoints. One of these asks for an order, so that transactions commit one after the other: two
 * busy processors with a slow disk manage about 30 a second, and what waits to commit would count as not recovered.
 */
const EVENTS_PER_SECOND = 30;

/**
 * Lets things go wrong, counts and prints.
 * @returns whether nothing was lost, stuck, or repeated without an excuse
 * @throws Error when something does not start, and the signal's reason when it was aborted
 */
export async function runChaos(options: ChaosOptions): Promise<boolean> {
  const startedAt = performance.now();
  const backends = availableBackends(options);
  // Without Redis, the kills that were meant for it come on Postgres.
  const share = options.quick ? options.backends.length / backends.length : 1;
  const runs = Math.ceil(options.runs * share);
  const results: FaultResult[] = [];
  if (!options.json) options.write(headLine());
  const postgres = await PostgresServer.start();
  try {
    for (const backend of backends) {
      await runBackend({ ...options, runs }, backend, postgres, results);
    }
  } finally {
    await postgres.stop();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return report(options, results, seconds);
}

function availableBackends({ backends, requireAll, note }: ChaosOptions): Backend[] {
  if (!backends.includes('redis') || findRedisServer() !== undefined) return backends;
  const line = 'Redis is left out: there is no redis-server on the PATH.';
  if (requireAll) throw new Error(`${line} HOOKLINE_REQUIRE_ALL=1 makes this an error.`);
  note(line);
  return backends.filter((backend) => backend !== 'redis');
}

async function runBackend(
  options: ChaosOptions,
  backend: Backend,
  postgres: PostgresServer,
  results: FaultResult[],
): Promise<void> {
  const faults = faultsOn(backend, options.faults);
  if (faults.length === 0) return;
  const { signal, quick, json, runs, write, note } = options;
  signal.throwIfAborted();
  const redis = backend === 'redis' ? await RedisServer.start() : undefined;
  try {
    const name = `chaos_${backend}`;
    const stage = await Stage.open({
      name,
      postgres,
      redis,
      eventsPerSecond: EVENTS_PER_SECOND,
      signal,
    });
    try {
      await Promise.all([
        stage.crew.staff('worker', WORKERS),
        stage.crew.staff('publisher', PUBLISHERS),
      ]);
      for (const fault of faults) {
        const result = await runFault({
          stage,
          backend,
          fault,
          // What kills two at once comes half as often in a hurry.
          runs: quick ? Math.ceil(runs / (fault.killsEach ?? 1)) : runs,
          patient: !quick,
          last: fault === faults.at(-1),
        });
        results.push(result);
        if (!json) write(resultLine(result));
        for (const failure of failuresOf(result)) note(`  ${fault.name}: ${failure}`);
        if (result.stuck > 0) {
          // Its processes are not what the next fault should start from.
          note(`  ${fault.name}: the faults after it are left out on ${backend}`);
          return;
        }
      }
    } finally {
      await stage.close();
    }
  } finally {
    await redis?.stop();
  }
}

function report(
  { json, write }: ChaosOptions,
  results: readonly FaultResult[],
  seconds: number,
): boolean {
  const ok = results.every((result) => failuresOf(result).length === 0);
  const kills = results.reduce((sum, result) => sum + result.kills, 0);
  if (json) {
    write(JSON.stringify({ ok, kills, seconds: Math.round(seconds), results }, null, 2));
  } else {
    write('');
    write(`${kills} processes killed, ${seconds.toFixed(1)} s in all.`);
    write(ok ? 'Nothing lost, nothing stuck.' : 'Not everything held: see above.');
  }
  return ok;
}
