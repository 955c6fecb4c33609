import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type PostgresSettings } from './cluster';
import { startLocalPostgres, type LocalPostgres } from './local-postgres';
import { watch } from './watchdog';

/** How to run a PostgreSQL that is thrown away. */
export interface TemporaryPostgresOptions {
  /** Lines of `postgresql.conf`, beside and over the ones for speed. */
  readonly settings?: PostgresSettings;
}

/** A crash may lose everything, since everything goes away anyway. */
const FAST: PostgresSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 300,
};

/**
 * Runs a PostgreSQL in a temporary folder, for tests: fast, 300 connections, nothing reaches the disk
 * on purpose. `stop()` removes it; so does a watchdog when this process goes away without stopping it.
 *
 * @throws LocalServerError as `startLocalPostgres` does
 */
export async function startTemporaryPostgres(
  options: TemporaryPostgresOptions = {},
): Promise<LocalPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-postgres-'));
  // The OS user of PostgreSQL has to pass through; what is in the data folder stays private.
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'data');
  const watchdog = watch(join(dataDir, 'cluster', 'postmaster.pid'), 'SIGQUIT', folder);
  const cleanUp = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await watchdog.release();
  };
  try {
    const settings = { ...FAST, ...options.settings };
    const postgres = await startLocalPostgres({ dataDir, durable: false, settings });
    let stopping: Promise<void> | undefined;
    return { ...postgres, stop: () => (stopping ??= postgres.stop().then(cleanUp)) };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
