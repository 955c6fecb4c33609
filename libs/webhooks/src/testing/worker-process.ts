import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WebhooksOptions } from '../lib/webhooks.options';

const ROOT = join(__dirname, '../../../..');

/** Starts a worker in a process of its own; resolves when it works. Options go through JSON. */
export async function startWorkerProcess(options: WebhooksOptions): Promise<ChildProcess> {
  const main = join(__dirname, 'worker-process.main.ts');
  const child = spawn(
    process.execPath,
    [
      '--conditions=@hookline/source',
      '--require',
      join(ROOT, 'scripts/register-sources.cjs'),
      main,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, WORKER_OPTIONS: JSON.stringify(options) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The worker process ended with ${String(code)} before it was ready`);
    }),
  ]);
  return child;
}

/** Stops a worker process with a signal and waits for its end. */
export async function stopWorkerProcess(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
