import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Socket } from 'node:net';

import { serverEnvironment } from './run';

/** Plain JavaScript beside `src` and `dist`: it has to run from sources under jest too. */
const SCRIPT = resolve(__dirname, '../../watchdog.cjs');

export interface Watchdog {
  /** The server was stopped and its folder removed: nothing is left to clean up. */
  release(): Promise<void>;
}

/**
 * Starts a process that ends the server of `pidFile` and removes `folder` when this process goes away,
 * however that happens. Start it before the server, so that nothing is ever unwatched.
 */
export function watch(pidFile: string, signal: 'SIGQUIT' | 'SIGTERM', folder: string): Watchdog {
  const child = spawn(process.execPath, [SCRIPT, pidFile, signal, folder], {
    detached: true,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  // Neither the child nor the pipe may keep this process alive.
  child.unref();
  (child.stdin as Socket).unref();
  child.stdin.on('error', () => undefined);
  return {
    release: async () => {
      if (child.exitCode !== null) return;
      child.ref();
      const exited = once(child, 'exit');
      child.stdin.end('released\n');
      await exited;
    },
  };
}
