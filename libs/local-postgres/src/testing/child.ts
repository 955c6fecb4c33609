import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(__dirname, '../../../..');

/** What the child said about the server that it runs. */
export interface Announced {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
}

/** Starts `start-and-wait.ts` in a process of its own, and answers when its server runs. */
export async function startInChild(
  ...args: readonly string[]
): Promise<{ child: ChildProcess; server: Announced }> {
  const child = spawn(
    process.execPath,
    [
      ...[
        '--conditions=@hookline/source',
        '--require',
        resolve(root, 'scripts/register-sources.cjs'),
      ],
      resolve(__dirname, 'start-and-wait.ts'),
      ...args,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, server: JSON.parse(line) as Announced };
}

/** kill -9, and wait until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
