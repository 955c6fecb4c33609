import type { LocalPostgres } from '@hookline/local-postgres';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pool } from 'pg';
import { processTreeCpuMs } from './proc';

/** What of a started PostgreSQL the benchmark needs. */
export type RunningPostgres = Pick<LocalPostgres, 'url' | 'dataDir' | 'createDatabase' | 'stop'>;

/** The PostgreSQL of the benchmark. */
export class PostgresServer {
  private readonly pool: Pool;

  private constructor(
    private readonly running: RunningPostgres,
    private readonly pid: number,
  ) {
    this.pool = quietPool(running.url);
  }

  static async connect(running: RunningPostgres): Promise<PostgresServer> {
    const file = join(running.dataDir, 'cluster', 'postmaster.pid');
    const [pid] = (await readFile(file, 'utf8')).split('\n');
    return new PostgresServer(running, Number(pid));
  }

  /** CPU time of the server and all its processes so far. */
  cpuMs(): Promise<number> {
    return processTreeCpuMs(this.pid);
  }

  /** Creates a database, unless there is one of this name. */
  async database(name: string): Promise<BenchDatabase> {
    return new BenchDatabase(name, await this.running.createDatabase(name));
  }

  /** Version and the settings that decide about durability. */
  async describe(): Promise<string> {
    const { rows } = await this.pool.query<Record<string, string>>(
      `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
         current_setting('synchronous_commit') AS commit, current_setting('full_page_writes') AS pages`,
    );
    const { version, fsync, commit, pages } = rows[0] ?? {};
    return `PostgreSQL ${version} (fsync ${fsync}, synchronous_commit ${commit}, full_page_writes ${pages})`;
  }

  /** Statements that took the most time in a database since the last call, when they are counted. */
  async topStatements(database: string, count: number): Promise<StatementCost[]> {
    await this.pool.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const { rows } = await this.pool.query<StatementCost>(
      `SELECT regexp_replace(query, '\\s+', ' ', 'g') AS text, calls::float8, total_exec_time AS "totalMs",
         rows::float8, wal_bytes::float8 AS "walBytes", shared_blks_hit::float8 AS "blocks"
       FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
       WHERE d.datname = $1 ORDER BY total_exec_time DESC LIMIT $2`,
      [database, count],
    );
    await this.pool.query('SELECT pg_stat_statements_reset()');
    return rows;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** What a statement cost, over all its calls. */
export interface StatementCost {
  text: string;
  calls: number;
  totalMs: number;
  rows: number;
  walBytes: number;
  blocks: number;
}

/** A database of one contender, as the benchmark itself sees it. */
export class BenchDatabase {
  private readonly pool: Pool;

  constructor(
    readonly name: string,
    readonly url: string,
  ) {
    this.pool = quietPool(url);
  }

  async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, values)).rows;
  }

  /** Runs `work` in a transaction; rolls back when it throws. */
  async transaction(
    work: (query: (text: string, values?: unknown[]) => Promise<unknown>) => Promise<void>,
  ): Promise<void> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await client.query('BEGIN');
      await work((text, values = []) => client.query(text, values));
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

function quietPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 2, application_name: 'hookline-bench' });
  // The server is stopped under idle connections at the end.
  pool.on('error', () => undefined);
  return pool;
}
