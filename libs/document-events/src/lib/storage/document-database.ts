import {
  assertTablesMigrated,
  HOOKLINE_DATA_SOURCE,
  HOST_DATA_SOURCE,
  type MigrationClient,
  migrateTables,
} from '@hookline/webhooks';
import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { DOCUMENT_EVENTS_CONFIG, type DocumentEventsConfig } from '../document-events.config';
import { DOCUMENT_TABLES } from './document-tables';

/** After which Postgres ends a transaction of a process that was frozen in it: others wait for its locks. */
const IDLE_IN_TRANSACTION = `SET LOCAL idle_in_transaction_session_timeout = '10s'`;

/**
 * The way to the tables: the application's data source, where it is on Hookline's database, or Hookline's
 * own. State and event share a transaction of it.
 */
@Injectable()
export class DocumentDatabase implements OnModuleInit {
  private readonly dataSource: DataSource;

  constructor(
    @Inject(DOCUMENT_EVENTS_CONFIG) private readonly config: DocumentEventsConfig,
    @Inject(HOOKLINE_DATA_SOURCE) own: DataSource,
    @Optional() @Inject(HOST_DATA_SOURCE) host: DataSource | undefined,
  ) {
    this.dataSource = host ?? own;
  }

  async onModuleInit(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      const client = {
        query: async (text: string, values?: unknown[]) => ({
          rows: rowsOf(await runner.query(text, values)),
        }),
      } as unknown as MigrationClient;
      if (this.config.migrations === 'auto') await migrateTables(client, DOCUMENT_TABLES);
      else await assertTablesMigrated(client, DOCUMENT_TABLES);
    } finally {
      await runner.release();
    }
  }

  /** Commits when the work has ended well, and rolls back when it throws. */
  transaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(IDLE_IN_TRANSACTION);
      return work(manager);
    });
  }

  /** Rows of one statement, in no transaction. */
  rows<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    return query<Row>(this.dataSource.manager, sql, values);
  }
}

/** Rows of a statement; TypeORM answers those of an UPDATE or DELETE with a count beside them. */
export async function query<Row>(
  manager: Pick<EntityManager, 'query'>,
  sql: string,
  values: unknown[],
): Promise<Row[]> {
  return rowsOf(await manager.query(sql, values)) as Row[];
}

function rowsOf(result: unknown): unknown[] {
  if (!Array.isArray(result)) return [];
  const [first, count] = result as unknown[];
  return Array.isArray(first) && typeof count === 'number' ? (first as unknown[]) : result;
}
