import { DataSource, type Logger } from 'typeorm';
import { ENTITIES } from '../lib/storage/entities';
import type { TestDatabase } from './test-database';

interface Plan {
  'Node Type': string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** How Postgres runs one statement. */
export interface ExplainedQuery {
  sql: string;
  /** As JSON, whole. */
  plan: string;
  /** Pages that it read. */
  pages: number;
}

/** Keeps what a data source asks. */
class Recorder implements Logger {
  readonly asked: { sql: string; values: unknown[] }[] = [];
  logQuery(sql: string, values: unknown[] = []): void {
    this.asked.push({ sql, values });
  }
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

/** A data source whose statements can be explained. */
export class AskedQueries {
  private constructor(
    readonly dataSource: DataSource,
    private readonly db: TestDatabase,
    private readonly recorder: Recorder,
  ) {}

  static async open(db: TestDatabase): Promise<AskedQueries> {
    const logger = new Recorder();
    const dataSource = await new DataSource({
      type: 'postgres',
      url: db.url,
      entities: ENTITIES,
      logging: ['query'],
      logger,
    }).initialize();
    return new AskedQueries(dataSource, db, logger);
  }

  /** The plans of everything that is asked meanwhile. */
  async explain(work: () => Promise<unknown>): Promise<ExplainedQuery[]> {
    this.recorder.asked.length = 0;
    await work();
    return Promise.all(
      this.recorder.asked.map(async ({ sql, values }) => {
        const { rows } = await this.db.database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
          values,
        );
        const plan = rows[0]?.['QUERY PLAN'][0].Plan;
        const pages = (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
        return { sql, plan: JSON.stringify(plan), pages };
      }),
    );
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }
}
