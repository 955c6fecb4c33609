import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { commandLineOf, isAlive } from './processes';

/** What a running (or killed) server wrote about itself into its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const fileOf = (clusterDir: string): string => join(clusterDir, 'postmaster.pid');

/** Reads `postmaster.pid`; undefined when there is none, or when it is not complete. */
export async function readPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(fileOf(clusterDir), 'utf8').catch(() => '');
  // Line 1 is the process id and line 4 the port (src/include/utils/pidfile.h of PostgreSQL).
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/**
 * Whether that process is still the server of this folder. After a reboot its id may belong to anybody;
 * PostgreSQL itself then refuses to start.
 */
export async function isServing(postmaster: Postmaster, clusterDir: string): Promise<boolean> {
  if (!isAlive(postmaster.pid)) return false;
  const command = await commandLineOf(postmaster.pid);
  // Unknown counts as ours: deleting a living server's file would be the greater harm.
  if (command === undefined) return isAlive(postmaster.pid);
  if (process.platform === 'win32') return command.includes('postgres');
  return command.includes('postgres') && command.includes(clusterDir);
}

/**
 * Removes a `postmaster.pid` whose process id belongs to a stranger now. With a dead process the file
 * stays: PostgreSQL uses it to see whether orphaned backends still hold the shared memory.
 */
export async function removeStalePidFile(clusterDir: string): Promise<void> {
  const postmaster = await readPostmaster(clusterDir);
  if (!postmaster || !isAlive(postmaster.pid)) return;
  if (!(await isServing(postmaster, clusterDir))) await rm(fileOf(clusterDir), { force: true });
}
