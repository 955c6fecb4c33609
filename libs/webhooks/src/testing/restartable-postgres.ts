import {
  type LocalPostgres,
  type PostgresSettings,
  startLocalPostgres,
  startTemporaryPostgres,
} from '@hookline/local-postgres';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is committed outlives a stop. */
const DURABLE: PostgresSettings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** A server of a test's own that can be stopped in the worst way and started again on its port. */
export class RestartablePostgres {
  private constructor(
    private readonly first: LocalPostgres,
    private current: LocalPostgres,
    private readonly settings: PostgresSettings,
  ) {}

  static async start(given: PostgresSettings = {}): Promise<RestartablePostgres> {
    const settings = { ...DURABLE, ...given };
    const postgres = await startTemporaryPostgres({ settings });
    return new RestartablePostgres(postgres, postgres, settings);
  }

  /** Superuser on the database `postgres`. */
  get url(): string {
    return this.first.url;
  }

  /** Every process of the server ends without a word, as with `pg_ctl stop -m immediate`. */
  async stopImmediately(): Promise<void> {
    const file = join(this.first.dataDir, 'cluster', 'postmaster.pid');
    const [pid = ''] = (await readFile(file, 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    await this.current.ended;
  }

  async startAgain(): Promise<void> {
    const { dataDir, port } = this.first;
    const { settings } = this;
    this.current = await startLocalPostgres({ dataDir, port, durable: false, settings });
  }

  async stop(): Promise<void> {
    if (this.current !== this.first) await this.current.stop();
    await this.first.stop();
  }
}
