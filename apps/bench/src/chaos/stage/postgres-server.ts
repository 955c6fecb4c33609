import {
  type LocalPostgres,
  startLocalPostgres,
  startTemporaryPostgres,
} from '@hookline/local-postgres';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool, type QueryResultRow } from 'pg';

/** A server that is thrown away, but as durable as the default: what is committed outlives a stop. */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: 300,
};
const AGAIN_MS = 25;

/** The PostgreSQL of a run, which can be stopped in the worst way and started again on its port. */
export class PostgresServer {
  /** The one that was started first removes the folder in the end. */
  private constructor(
    private readonly first: LocalPostgres,
    private current: LocalPostgres,
  ) {}

  static async start(): Promise<PostgresServer> {
    const postgres = await startTemporaryPostgres({ settings: SETTINGS });
    return new PostgresServer(postgres, postgres);
  }

  /** A new database, and a way to it that read-only faults leave out. */
  async createDatabase(name: string): Promise<TruthDatabase> {
    return new TruthDatabase(await this.current.createDatabase(name));
  }

  /** What `pg_ctl stop -m immediate` does: every process of the server ends without a word. */
  async stopImmediately(): Promise<void> {
    const file = join(this.first.dataDir, 'cluster', 'postmaster.pid');
    const [pid = ''] = (await readFile(file, 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    await this.current.ended;
  }

  async startAgain(): Promise<void> {
    const { dataDir, port } = this.first;
    this.current = await startLocalPostgres({ dataDir, port, durable: false, settings: SETTINGS });
  }

  async stop(): Promise<void> {
    if (this.current !== this.first) await this.current.stop();
    await this.first.stop();
  }
}

/** The database of a run as the counting sees it: asked again when the server is away. */
export class TruthDatabase {
  private readonly pool: Pool;

  constructor(readonly url: string) {
    this.pool = new Pool({
      connectionString: url,
      max: 3,
      application_name: 'chaos',
      // A server that was made read-only still has to be made writable again.
      options: '-c default_transaction_read_only=off',
    });
    this.pool.on('error', () => undefined);
  }

  async rows<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.pool.connect();
    // A connection that is cut while it is asked tells twice.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    try {
      const { rows } = await client.query<Row>(sql, values);
      client.removeListener('error', ignore);
      client.release();
      return rows;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Asks until the answer is a value, whatever goes wrong meanwhile; `undefined` when the time is over. */
  async until<Value>(
    ask: () => Promise<Value | undefined>,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Value | undefined> {
    const giveUpAt = performance.now() + timeoutMs;
    while (performance.now() < giveUpAt) {
      const value = await ask().catch(() => undefined);
      if (value !== undefined) return value;
      await delay(AGAIN_MS, undefined, { signal });
    }
    return undefined;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
