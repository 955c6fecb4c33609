import { readdir, readFile } from 'node:fs/promises';

/** Ticks of /proc in a second, on every architecture that Node supports. */
const TICKS_PER_SECOND = 100;

/** The fields of `/proc/<pid>/stat` that say whose child a process is and what it cost. */
export interface ProcessStat {
  parent: number;
  /** User and system time of the process itself. */
  ownMs: number;
  /** User and system time of its children that have ended. */
  endedChildrenMs: number;
}

/** Reads a line of `/proc/<pid>/stat`. */
export function parseStat(line: string): ProcessStat {
  // The name stands in parentheses and may hold anything, a parenthesis too.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const ticks = (first: number): number => Number(fields[first]) + Number(fields[first + 1]);
  const toMs = (count: number): number => (count * 1_000) / TICKS_PER_SECOND;
  return { parent: Number(fields[1]), ownMs: toMs(ticks(11)), endedChildrenMs: toMs(ticks(13)) };
}

async function statOf(pid: number | string): Promise<ProcessStat | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return line === undefined ? undefined : parseStat(line);
}

/**
 * CPU time of a process, its children, and its children that have ended: all of a PostgreSQL. 0 where
 * there is no /proc.
 */
export async function processTreeCpuMs(pid: number): Promise<number> {
  const root = await statOf(pid);
  if (root === undefined) return 0;
  const names = await readdir('/proc');
  const all = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(statOf));
  const children = all.filter((stat) => stat?.parent === pid);
  return children.reduce(
    (sum, stat) => sum + (stat?.ownMs ?? 0),
    root.ownMs + root.endedChildrenMs,
  );
}
