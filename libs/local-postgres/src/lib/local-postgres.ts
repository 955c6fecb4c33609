import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { findBinaries } from './binaries';
import { checkPostgres } from './check-postgres';
import { Cluster, type PostgresSettings } from './cluster';
import { prepareDataFolder } from './data-folder';
import { LocalServerError } from './local-server-error';
import { userForPostgres } from './os-user';
import { Ownership } from './ownership';
import { freePort, isPortFree, LOOPBACK } from './ports';
import { isServing, readPostmaster, removeStalePidFile } from './postmaster';
import { pollFor } from './processes';
import { type RunResult } from './run';

/** How to run a PostgreSQL whose data is kept. */
export interface LocalPostgresOptions {
  /**
   * Holds the data, the generated password (mode 0600) and the log. Made when missing. When PostgreSQL
   * has to run as another OS user that can't reach it, another folder is used: see `onNotice`.
   */
  readonly dataDir: string;
  /** @default a free port, or the port of a server that still runs on this folder */
  readonly port?: number;
  /** Lines of `postgresql.conf`. A server that is reused keeps the settings it was started with. */
  readonly settings?: PostgresSettings;
  /** False skips waiting for the disk when the folder is first filled. @default true */
  readonly durable?: boolean;
  /** Told one line when something is not as asked for: another data folder, a reused server. */
  readonly onNotice?: (line: string) => void;
}

/** A running PostgreSQL. It listens on 127.0.0.1 only and is not stopped by the end of this process. */
export interface LocalPostgres {
  /** Superuser on the `postgres` database; holds the password. */
  readonly url: string;
  readonly port: number;
  /** Where the data really is. */
  readonly dataDir: string;
  /** The server's log, for messages about it. */
  readonly logFile: string;
  /** True when a server left behind by a killed process was taken over. */
  readonly reused: boolean;
  /** Resolves when the server ends, by `stop()` or by itself. */
  readonly ended: Promise<void>;
  /** Creates a database unless it exists, and answers its URL. */
  createDatabase(name: string): Promise<string>;
  /** Cuts clients off, flushes the data and stops the server. Twice is fine. */
  stop(): Promise<void>;
}

/** A free port, or the pid file, can be lost to somebody else between looking and using. */
const START_ATTEMPTS = 4;

/** Processes that a killed server left behind hold its memory until they notice. */
const AGAIN_MS = 1_000;

/** A crashed server replays its log before it answers. */
const RECOVERY_TIMEOUT_MS = 30_000;

interface Started {
  readonly port: number;
  readonly reused: boolean;
}

const urlOf = (password: string, port: number, database = 'postgres'): string =>
  `postgres://postgres:${password}@${LOOPBACK}:${port}/${encodeURIComponent(database)}`;

/** The port of a server that runs on this folder and knows our password, once it answers. */
async function findRunning(cluster: Cluster, password: string): Promise<number | undefined> {
  const answer = await pollFor<number | 'none'>(async () => {
    const postmaster = await readPostmaster(cluster.dir);
    if (!postmaster || !(await isServing(postmaster, cluster.dir))) return 'none';
    const check = await checkPostgres(urlOf(password, postmaster.port), 2_000);
    return check.reachable ? postmaster.port : undefined;
  }, RECOVERY_TIMEOUT_MS);
  return answer === 'none' ? undefined : answer;
}

async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return freePort();
  if (await isPortFree(wanted)) return wanted;
  throw new LocalServerError(
    'port_taken',
    `Port ${wanted} on ${LOOPBACK} is taken. Free it, or choose another one for PostgreSQL.`,
  );
}

/** Reuses the server that is there, or starts one; again when somebody else got in between. */
async function open(
  cluster: Cluster,
  password: string,
  options: LocalPostgresOptions,
): Promise<Started> {
  let last: RunResult = { code: null, output: '' };
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await delay(AGAIN_MS);
    const running = await findRunning(cluster, password);
    if (running !== undefined && (options.port ?? running) === running) {
      return { port: running, reused: true };
    }
    await removeStalePidFile(cluster.dir);
    await cluster.stop();
    const port = await choosePort(options.port);
    last = await cluster.start(port, options.settings ?? {});
    if (last.code === 0) return { port, reused: false };
  }
  throw await cluster.startFailed(last.output);
}

function handle(
  cluster: Cluster,
  started: Started,
  password: string,
  owner: Ownership,
): LocalPostgres {
  let stopping: Promise<void> | undefined;
  return {
    ...started,
    url: urlOf(password, started.port),
    dataDir: cluster.dataDir,
    logFile: cluster.log,
    ended: owner.ended,
    createDatabase: async (name) => {
      await owner.createDatabase(name);
      return urlOf(password, started.port, name);
    },
    // The lock is held until the server is down: nobody must take over a server that is going away.
    stop: () => (stopping ??= cluster.stop().then(() => owner.release())),
  };
}

/**
 * Runs an embedded PostgreSQL 18 on a folder of its own, and answers when it accepts connections. A
 * server that a killed process left behind on this folder is reused.
 *
 * @throws LocalServerError with a `code`: `port_taken`, `os_user_unavailable`, `binaries_missing`,
 * `data_folder_in_use`, `data_folder_incompatible`, `start_failed`
 * @example
 * const postgres = await startLocalPostgres({ dataDir: '.hookline/postgres' });
 * const url = await postgres.createDatabase('hookline');
 * // …
 * await postgres.stop();
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const runAs = await userForPostgres();
  const binaries = await findBinaries(runAs);
  const dataDir = await prepareDataFolder(options.dataDir, runAs);
  if (runAs && dataDir !== resolve(options.dataDir)) {
    options.onNotice?.(
      `PostgreSQL runs as user "${runAs.name}", who can't reach ${options.dataDir}: its data is in ${dataDir}`,
    );
  }
  const cluster = new Cluster(dataDir, binaries, runAs);
  const password = await cluster.password();
  await cluster.initialise(options.durable ?? true);
  const started = await open(cluster, password, options);
  const owner = await Ownership.take(urlOf(password, started.port), dataDir);
  if (started.reused) {
    options.onNotice?.(`Reusing the PostgreSQL that still runs on port ${started.port}`);
  }
  return handle(cluster, started, password, owner);
}
