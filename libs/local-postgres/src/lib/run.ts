import { spawn } from 'node:child_process';

/** The OS user that a program runs as; only root can choose one. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface RunResult {
  /** Exit code, or null when the program could not be spawned, was killed or took too long. */
  readonly code: number | null;
  /** What it wrote to stdout and stderr, or why it could not be spawned. */
  readonly output: string;
}

export interface RunOptions {
  readonly runAs?: RunAs | undefined;
  /** Default: the file system's root, because the other user may not reach our working directory. */
  readonly cwd?: string;
  /** Milliseconds. Default 60,000. */
  readonly timeoutMs?: number;
}

/** A pipe that a daemon has inherited never closes, so a program's end is not awaited for longer. */
const OUTPUT_GRACE_MS = 200;

/**
 * The environment for a server of ours: the user's, without what would change its behaviour (PGDATA,
 * PGPORT, …), and with messages in one language.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^PG[A-Z]/.test(name) && name !== 'NODE_OPTIONS' && !name.startsWith('LC_'),
  );
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), LC_ALL: 'C' };
  // `useradd` is there, and not on the PATH of a root that came by `su`.
  if (process.platform !== 'win32') env['PATH'] = `${env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  return env;
}

/** Runs a program to its end. Never rejects: a failure is a result. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? (process.platform === 'win32' ? process.cwd() : '/'),
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 60_000,
      windowsHide: true,
      // Its own process group: a Ctrl-C in the terminal must not hit an initdb or a pg_ctl half-way.
      detached: process.platform !== 'win32',
      ...(options.runAs && { uid: options.runAs.uid, gid: options.runAs.gid }),
    });
    let output = '';
    const gather = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
    child.on('exit', (code) => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ code, output: output.trim() });
      }, OUTPUT_GRACE_MS).unref();
    });
  });
}
