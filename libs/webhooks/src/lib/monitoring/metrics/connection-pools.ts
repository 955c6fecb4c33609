import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { type Database, DATABASE, HOOKLINE_DATA_SOURCE } from '../../storage/database';

/** One of our own pools of connections to Postgres, as it is now. */
export interface PoolView {
  /** `pipeline` publishes, records and sweeps; `registry` serves endpoints and the history. */
  name: 'pipeline' | 'registry';
  total: number;
  idle: number;
  max: number;
  /** Statements that wait for a connection. */
  waiting: number;
}

/** Looks at our pools from outside. The queue's belong to BullMQ, which keeps them to itself. */
@Injectable()
export class ConnectionPools {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
  ) {}

  view(): PoolView[] {
    // TypeORM's own pool, which its types do not tell of.
    const { master } = this.dataSource.driver as unknown as { master: Pool | undefined };
    const pipeline = viewOf('pipeline', this.database.pool);
    return master === undefined ? [pipeline] : [pipeline, viewOf('registry', master)];
  }
}

function viewOf(name: PoolView['name'], pool: Pool): PoolView {
  const { totalCount: total, idleCount: idle, waitingCount: waiting, options } = pool;
  return { name, total, idle, waiting, max: options.max };
}
