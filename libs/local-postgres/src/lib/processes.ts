import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import { run } from './run';

/** Whether a process with this id exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or undefined when it can't be known. On Windows only the program's name. */
export async function commandLineOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
    return raw?.replaceAll('\0', ' ');
  }
  const { code, output } =
    process.platform === 'win32'
      ? await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
      : await run('ps', ['-ww', '-p', String(pid), '-o', 'command=']);
  return code === 0 ? output : undefined;
}

/**
 * Asks until the answer is a value, for servers that have no other way of telling that they are ready.
 * Answers undefined when `timeoutMs` has passed.
 */
export async function pollFor<T>(
  ask: () => Promise<T | undefined>,
  timeoutMs: number,
  everyMs = 25,
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() >= deadline) return undefined;
    await delay(everyMs);
  }
}
