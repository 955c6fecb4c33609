import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type PostgresBinaries } from './binaries';
import { LocalServerError } from './local-server-error';
import { LOOPBACK } from './ports';
import { readPostmaster } from './postmaster';
import { run, type RunAs, type RunResult } from './run';

/** PostgreSQL settings by their name in `postgresql.conf`. */
export type PostgresSettings = Readonly<Record<string, string | number | boolean>>;

const START_TIMEOUT_S = 60;
const STOP_TIMEOUT_S = 30;

/** One data folder and the programs that work on it: `initdb`, `pg_ctl start`, `pg_ctl stop`. */
export class Cluster {
  /** What PostgreSQL calls PGDATA. */
  readonly dir: string;
  readonly log: string;

  constructor(
    readonly dataDir: string,
    private readonly binaries: PostgresBinaries,
    private readonly runAs: RunAs | undefined,
  ) {
    this.dir = join(dataDir, 'cluster');
    this.log = join(dataDir, 'postgres.log');
  }

  /** The superuser's password: made once, kept beside the data, readable by its owner only. */
  async password(): Promise<string> {
    const file = join(this.dataDir, 'password');
    const known = await readFile(file, 'utf8').catch(() => '');
    if (known) return known.trim();
    const password = randomBytes(24).toString('hex');
    await writeFile(file, `${password}\n`, { mode: 0o600 });
    if (this.runAs) await chown(file, this.runAs.uid, this.runAs.gid);
    return password;
  }

  /**
   * Creates the data folder unless there is one. Works in a folder beside it and renames that at the
   * end, so that a start killed half-way leaves nothing that looks like a data folder.
   */
  async initialise(durable: boolean): Promise<void> {
    if (existsSync(this.dir)) return this.checkVersion();
    const unfinished = `${this.dir}.${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    const result = await run(
      this.binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--pwfile=${join(this.dataDir, 'password')}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--no-locale',
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(durable ? [] : ['--no-sync']),
      ],
      { runAs: this.runAs },
    );
    if (result.code !== 0) throw this.failed('initdb failed', result.output);
    await appendFile(
      join(unfinished, 'postgresql.conf'),
      "\ninclude_if_exists = 'hookline.conf'\n",
    );
    await rename(unfinished, this.dir);
  }

  /** Starts the server and waits until it accepts connections. The server outlives this process. */
  async start(port: number, settings: PostgresSettings): Promise<RunResult> {
    await this.configure({
      listen_addresses: LOOPBACK,
      // No socket file: its path could be too long, and a second way in is not needed.
      unix_socket_directories: '',
      port,
      timezone: 'UTC',
      ...settings,
    });
    const args = ['-D', this.dir, '-l', this.log, '-w', '-t', String(START_TIMEOUT_S), 'start'];
    return this.pgCtl(args, START_TIMEOUT_S);
  }

  /** Stops whatever serves this folder: clients are cut off, data is flushed. Nothing running is fine. */
  async stop(): Promise<void> {
    for (const mode of ['fast', 'immediate']) {
      if (!(await readPostmaster(this.dir))) return;
      const args = ['-D', this.dir, '-m', mode, '-w', '-t', String(STOP_TIMEOUT_S), 'stop'];
      if ((await this.pgCtl(args, STOP_TIMEOUT_S)).code === 0) return;
    }
  }

  /** An error with the end of the server's log, where the reason is. */
  async startFailed(output: string): Promise<LocalServerError> {
    const log = await readFile(this.log, 'utf8').catch(() => '');
    const reasons = log.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line));
    return this.failed('PostgreSQL did not start', reasons.slice(-3).join(' ') || output);
  }

  private pgCtl(args: readonly string[], timeoutS: number): Promise<RunResult> {
    // pg_ctl has its own deadline; ours only catches a pg_ctl that hangs.
    const timeoutMs = (timeoutS + 10) * 1000;
    return run(this.binaries.pgCtl, args, { runAs: this.runAs, timeoutMs });
  }

  private async checkVersion(): Promise<void> {
    const version = await readFile(join(this.dir, 'PG_VERSION'), 'utf8').catch(
      (error: NodeJS.ErrnoException) => error.code ?? 'unknown',
    );
    if (version.trim() === this.binaries.major) return;
    throw new LocalServerError(
      'data_folder_incompatible',
      `${this.dir} can't be opened by PostgreSQL ${this.binaries.major} (found: ${version.trim()}). ` +
        'Move the folder away to start with an empty one, or set DATABASE_URL.',
    );
  }

  private async configure(settings: PostgresSettings): Promise<void> {
    const quoted = (value: string | number | boolean): string =>
      `'${String(value).replaceAll("'", "''")}'`;
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quoted(value)}`);
    const file = join(this.dir, 'hookline.conf');
    const head = '# Written at each start. Your own settings: postgresql.conf, above the include.';
    await writeFile(file, [head, ...lines, ''].join('\n'), { mode: 0o600 });
    if (this.runAs) await chown(file, this.runAs.uid, this.runAs.gid);
  }

  private failed(what: string, why: string): LocalServerError {
    const reason = why.replace(/\s+/g, ' ').trim();
    return new LocalServerError('start_failed', `${what}: ${reason}. Log: ${this.log}`);
  }
}
