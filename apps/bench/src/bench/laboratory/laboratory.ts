import {
  findRedisServer,
  startPrivateRedis,
  startTemporaryPostgres,
  type PrivateRedis,
} from '@hookline/local-postgres';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReceiver, type Receiver } from '../receiver/receiver';
import { PostgresServer, type RunningPostgres } from './postgres-server';
import { RedisServer } from './redis-server';

/** The settings that an installed PostgreSQL has: nothing is faster here than it would be there. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const WITH_STATEMENTS = { shared_preload_libraries: 'pg_stat_statements' };

export interface LaboratoryOptions {
  signal: AbortSignal;
  /** Whether statements are counted, for a profile. */
  profile: boolean;
}

/** The servers that every scenario shares. */
export interface Laboratory {
  readonly postgres: PostgresServer;
  /** `null` when there is no redis-server. */
  readonly redis: RedisServer | null;
  readonly receiver: Receiver;
  /** Removed at the end. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Undoes what was set up, the last first, whatever fails on the way. */
export class CleanUp {
  private readonly steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    for (const step of this.steps.splice(0).reverse()) await step().catch(() => undefined);
  }
}

async function openRedis(cleanUp: CleanUp): Promise<RedisServer | null> {
  if (findRedisServer() === undefined) return null;
  const started: PrivateRedis = await startPrivateRedis();
  cleanUp.add(() => started.stop());
  const redis = await RedisServer.connect(started.url);
  cleanUp.add(() => redis.close());
  return redis;
}

async function startPostgres(profile: boolean): Promise<RunningPostgres> {
  return startTemporaryPostgres({
    settings: { ...DURABLE, ...(profile ? WITH_STATEMENTS : {}) },
  });
}

/** Starts the servers; what was started before one fails is stopped again by `cleanUp`. */
export async function openLaboratory(
  { signal, profile }: LaboratoryOptions,
  cleanUp: CleanUp,
): Promise<Laboratory> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-bench-'));
  cleanUp.add(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  const running = await startPostgres(profile);
  cleanUp.add(() => running.stop());
  signal.throwIfAborted();
  const postgres = await PostgresServer.connect(running);
  cleanUp.add(() => postgres.close());
  const redis = await openRedis(cleanUp);
  const receiver = await startReceiver(folder, signal);
  cleanUp.add(() => receiver.stop());
  return { postgres, redis, receiver, folder, signal };
}
