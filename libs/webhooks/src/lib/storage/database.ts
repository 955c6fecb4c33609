import { Logger } from '@nestjs/common';
import type { HealthPart, Trouble } from '../common/health-part';
import { Pool, type PoolConfig, type QueryConfig, type QueryResultRow } from 'pg';
import { SELECT_READ_ONLY } from './sql/select-read-only';

/** One statement of the hot path: prepared once for each connection, under its name. */
export interface Statement {
  name: string;
  text: string;
}

/** Anything that runs a statement: Hookline's pool, a transaction of it, or a caller's transaction. */
export interface StatementRunner {
  run<Row extends QueryResultRow>(statement: Statement, values: unknown[]): Promise<Row[]>;
}

/** A name that is unknown, or taken, on a connection that this process shares with others. */
const FORGOTTEN_STATEMENT: readonly string[] = ['26000', '42P05'];

/** Injection token of Hookline's own pool ({@link Database}). */
export const DATABASE = Symbol('hookline:database');
/** Injection token of Hookline's own TypeORM data source (registry and history reads). */
export const HOOKLINE_DATA_SOURCE = Symbol('hookline:data-source');
/** Injection token of the application's own data source, where it is on Hookline's database; else `undefined`. */
export const HOST_DATA_SOURCE = Symbol('hookline:host-data-source');

/**
 * Hookline's own small pool: an exhausted pool of the host can't stop publishing, recording or the
 * heartbeat.
 */
export class Database implements StatementRunner, HealthPart {
  readonly part = 'database';
  readonly needed = true;
  private readonly logger = new Logger('Hookline');
  private readonly prepared: boolean;
  private explained = false;
  readonly pool: Pool;

  /** @param options `prepared: false` when the connection leads through a pooler that forgets names */
  constructor(config: PoolConfig, { prepared = true }: { prepared?: boolean } = {}) {
    this.prepared = prepared;
    this.pool = new Pool(config);
    // An idle connection that Postgres closes is replaced at its next use; without a listener it
    // would end the process.
    this.pool.on('error', (error) => this.logger.warn(`Idle connection lost: ${error.message}`));
  }

  /** @param timeoutMs after which the connection is given up. @default that of the pool */
  async run<Row extends QueryResultRow>(
    statement: Statement,
    values: unknown[],
    timeoutMs?: number,
  ): Promise<Row[]> {
    const limit = timeoutMs === undefined ? {} : { query_timeout: timeoutMs };
    try {
      const result = await this.pool.query<Row>({ ...this.named(statement), values, ...limit });
      return result.rows;
    } catch (error) {
      this.explain(error);
      throw error;
    }
  }

  /** Runs `work` in a transaction; rolls back when it throws. */
  async transaction<Result>(work: (runner: StatementRunner) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // A client that is checked out tells the loss of its connection here as well as to the query
    // that waits; unheard, it would end the process.
    const onLost = (error: Error): void => {
      broken = error;
    };
    client.on('error', onLost);
    try {
      await client.query('BEGIN');
      const result = await work({
        run: async <Row extends QueryResultRow>(statement: Statement, values: unknown[]) =>
          (await client.query<Row>({ ...this.named(statement), values })).rows,
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      this.explain(error);
      await client.query('ROLLBACK').catch(onLost);
      throw error;
    } finally {
      client.off('error', onLost);
      client.release(broken);
    }
  }

  private explain(error: unknown): void {
    if (this.explained || !FORGOTTEN_STATEMENT.includes((error as { code?: string }).code ?? '')) {
      return;
    }
    this.explained = true;
    this.logger.error(
      'A pooler mixes up prepared statements. Set `database.preparedStatements: false`, or ' +
        '`max_prepared_statements` of PgBouncer 1.21 or later.',
    );
  }

  private named({ name, text }: Statement): QueryConfig {
    return this.prepared ? { name, text } : { text };
  }

  async trouble(): Promise<Trouble | undefined> {
    const [row] = await this.run<{ read_only: boolean }>(SELECT_READ_ONLY, []);
    return row?.read_only === true ? { reason: 'takes no writes' } : undefined;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
