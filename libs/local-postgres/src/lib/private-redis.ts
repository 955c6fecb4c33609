import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { LocalServerError } from './local-server-error';
import { freePort, LOOPBACK } from './ports';
import { isAlive, pollFor } from './processes';
import { serverEnvironment } from './run';
import { watch } from './watchdog';

/** How to run a Redis that is thrown away. */
export interface PrivateRedisOptions {
  /** @default a free port */
  readonly port?: number;
}

/** A running Redis without persistence. */
export interface PrivateRedis {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Stops it and removes its folder. Twice is fine. */
  stop(): Promise<void>;
}

const START_ATTEMPTS = 3;
const START_TIMEOUT_MS = 10_000;
const PING_TIMEOUT_MS = 1_000;

/** Where `redis-server` is on the PATH, or undefined. */
export function findRedisServer(path: string = process.env['PATH'] ?? ''): string | undefined {
  const name = process.platform === 'win32' ? 'redis-server.exe' : 'redis-server';
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** One PING in Redis' protocol; a client library would be much for these seven bytes. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PING_TIMEOUT_MS, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => finish(data.toString('utf8').startsWith('+PONG')));
  });
}

/** Answers undefined when the server ended before it answered: mostly, somebody else took the port. */
async function launch(
  program: string,
  folder: string,
  pidFile: string,
  port: number,
): Promise<{ port: number; pid: number } | undefined> {
  const settings = {
    bind: LOOPBACK,
    port: String(port),
    dir: folder,
    save: '',
    appendonly: 'no',
    pidfile: pidFile,
    logfile: join(folder, 'redis.log'),
    // BullMQ insists: a queue must not lose keys when memory is short.
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(program, args, {
    detached: true,
    cwd: folder,
    env: serverEnvironment(),
    stdio: 'ignore',
    windowsHide: true,
  });
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  child.unref();
  const ready = await pollFor(async () => {
    if (ended) return false;
    return (await answersPing(port)) ? true : undefined;
  }, START_TIMEOUT_MS);
  if (ready === true && child.pid !== undefined && !ended) return { port, pid: child.pid };
  child.kill('SIGKILL');
  return undefined;
}

async function stopProcess(pid: number): Promise<void> {
  const gone = (): Promise<true | undefined> => Promise.resolve(isAlive(pid) ? undefined : true);
  if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  if (!(await pollFor(gone, 5_000))) process.kill(pid, 'SIGKILL');
  await pollFor(gone, 1_000);
}

/**
 * Runs the `redis-server` of the PATH on a port of 127.0.0.1, in a temporary folder, without
 * persistence, and answers when it answers. A watchdog ends it when this process goes away without
 * stopping it.
 *
 * @throws LocalServerError `redis_missing`, `start_failed`
 */
export async function startPrivateRedis(options: PrivateRedisOptions = {}): Promise<PrivateRedis> {
  const program = findRedisServer();
  if (program === undefined) {
    throw new LocalServerError(
      'redis_missing',
      'There is no redis-server on the PATH. Install Redis, or set REDIS_URL.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'hookline-redis-'));
  const pidFile = join(folder, 'redis.pid');
  const watchdog = watch(pidFile, 'SIGTERM', folder);
  const cleanUp = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await watchdog.release();
  };
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const server = await launch(program, folder, pidFile, options.port ?? (await freePort()));
    if (!server) continue;
    const { port, pid } = server;
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopping ??= stopProcess(pid).then(cleanUp));
    return { url: `redis://${LOOPBACK}:${port}`, port, stop };
  }
  const log = await readFile(join(folder, 'redis.log'), 'utf8').catch(() => '');
  await cleanUp();
  throw new LocalServerError(
    'start_failed',
    `${program} did not start: ${log.trim().split('\n').at(-1) ?? ''}`,
  );
}
