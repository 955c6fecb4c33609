import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

import { killHard, startInChild } from '../testing/child';
import { untilPortIsFree } from '../testing/until-port-is-free';
import { checkPostgres } from './check-postgres';
import { freePort } from './ports';
import { watch, type Watchdog } from './watchdog';
import { startLocalPostgres, type LocalPostgres } from './local-postgres';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The first line of postmaster.pid. */
async function pidOf(postgres: LocalPostgres): Promise<number> {
  const text = await readFile(join(postgres.dataDir, 'cluster', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

describe('startLocalPostgres', () => {
  let folder: string;
  let running: LocalPostgres[];
  let watchdog: Watchdog;

  const start = async (
    options: Partial<Parameters<typeof startLocalPostgres>[0]> = {},
  ): Promise<LocalPostgres> => {
    const postgres = await startLocalPostgres({
      dataDir: join(folder, 'nested', 'data'),
      durable: false,
      ...options,
    });
    running.push(postgres);
    return postgres;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'local-postgres-spec-'));
    // As root, PostgreSQL runs as another user, who has to pass.
    await chmod(folder, 0o711);
    running = [];
    // What is under test outlives its process; a killed test run must not leave it behind.
    const pidFile = join(folder, 'nested', 'data', 'cluster', 'postmaster.pid');
    watchdog = watch(pidFile, 'SIGQUIT', folder);
  });

  afterEach(async () => {
    await Promise.all(running.map((postgres) => postgres.stop()));
    running = [];
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await watchdog.release();
  });

  it('keeps data, password and databases between two starts', async () => {
    const first = await start();
    const url = await first.createDatabase('my data');
    await query(url, 'CREATE TABLE kept (x int)');
    await query(url, 'INSERT INTO kept VALUES (7)');
    await first.stop();
    await expect(first.ended).resolves.toBeUndefined();
    expect(await checkPostgres(url)).toMatchObject({ reachable: false });

    const second = await start();
    expect(second.reused).toBe(false);
    const again = await second.createDatabase('my data');
    expect(await query(again, 'SELECT x FROM kept')).toEqual([{ x: 7 }]);
  });

  it('listens on the loopback address only, and asks for a password that others cannot read', async () => {
    const postgres = await start();
    expect(await query(postgres.url, 'SHOW listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
    const guess = new URL(postgres.url);
    guess.password = 'postgres';
    expect(await checkPostgres(guess.href)).toEqual({
      reachable: false,
      reason: 'the password for user "postgres" is wrong',
    });
    const { mode } = await stat(join(postgres.dataDir, 'password'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('applies settings and the wanted port', async () => {
    const settings = { work_mem: '5MB', application_name: "it's" };
    const postgres = await untilPortIsFree('port_taken', async () => {
      const first = await start();
      await first.stop();
      const second = await start({ port: first.port, settings });
      expect(second.port).toBe(first.port);
      return second;
    });
    expect(await query(postgres.url, 'SHOW work_mem')).toEqual([{ work_mem: '5MB' }]);
  });

  it('refuses a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({ code: 'port_taken' });
    await new Promise((resolve) => taken.close(resolve));
  });

  it('refuses a folder that a living process already runs', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({ code: 'data_folder_in_use' });
    expect(await checkPostgres(first.url)).toMatchObject({ reachable: true });
  });

  it('refuses a folder of another major version', async () => {
    const dataDir = join(folder, 'old');
    await (await start({ dataDir })).stop();
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data_folder_incompatible' });
  });

  it('takes over the server of a process that was killed', async () => {
    const { child, server } = await startInChild('persistent', join(folder, 'nested', 'data'));
    await killHard(child);
    expect(await checkPostgres(server.url)).toMatchObject({ reachable: true });

    const notices: string[] = [];
    const postgres = await start({ onNotice: (line) => notices.push(line) });
    expect(postgres).toMatchObject({ reused: true, port: server.port });
    expect(notices).toEqual([`Reusing the PostgreSQL that still runs on port ${server.port}`]);
    await postgres.stop();
    expect(await checkPostgres(server.url)).toMatchObject({ reachable: false });
  });

  it('restarts an orphan on another port when one is asked for', async () => {
    const { child, server } = await startInChild('persistent', join(folder, 'nested', 'data'));
    await killHard(child);
    const postgres = await untilPortIsFree('port_taken', async () => {
      const port = await freePort();
      const restarted = await start({ port });
      expect(restarted).toMatchObject({ reused: false, port });
      return restarted;
    });
    expect(postgres.port).not.toBe(server.port);
  });

  it('recovers when the server itself was killed, and tells that it ended', async () => {
    const first = await start();
    const url = await first.createDatabase('crash');
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS x');
    process.kill(await pidOf(first), 'SIGKILL');
    await first.ended;

    const second = await start();
    expect(second.reused).toBe(false);
    expect(await query(await second.createDatabase('crash'), 'SELECT x FROM kept')).toEqual([
      { x: 1 },
    ]);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot('moves the data when the OS user of PostgreSQL cannot reach the folder', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const notices: string[] = [];
    const options = {
      dataDir: join(closed, 'data'),
      onNotice: (line: string) => notices.push(line),
    };
    const first = await start(options);
    await first.stop();
    expect(first.dataDir).not.toContain(closed);
    expect(notices).toEqual([expect.stringContaining(`its data is in ${first.dataDir}`)]);
    expect(existsSync(options.dataDir)).toBe(false);
    const second = await start(options);
    expect(second.dataDir).toBe(first.dataDir);
    await second.stop();
    await rm(join(second.dataDir, '..'), { recursive: true });
  });

  it('starts over a pid file whose process id belongs to a stranger now', async () => {
    const first = await start();
    const pidFile = join(first.dataDir, 'cluster', 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    await first.stop();
    // As after a reboot: our own process is alive, and is no PostgreSQL.
    await writeFile(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'));

    const second = await start();
    expect(second.reused).toBe(false);
    expect(await checkPostgres(second.url)).toMatchObject({ reachable: true });
  });
});
