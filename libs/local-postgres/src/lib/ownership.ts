import { Client, DatabaseError } from 'pg';

import { LocalServerError } from './local-server-error';

/** Any fixed number: only processes that start this server use advisory locks of its `postgres` database. */
const OWNER_LOCK = 4_665_544;

/** A killed owner's lock goes away with its connection: mostly in milliseconds, on a stalled machine in seconds. */
const LOCK_TIMEOUT_MS = 10_000;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * The one process that may stop this server. It is a lock inside the server and not a file: it can't
 * be left behind by `kill -9`.
 */
export class Ownership {
  /** Resolves when the connection has ended, which means that the server has. */
  readonly ended: Promise<void>;

  private constructor(private readonly client: Client) {
    this.ended = new Promise((resolve) => client.once('end', () => resolve()));
    // The reason is in the server's log; 'end' follows.
    client.on('error', () => undefined);
  }

  /** @throws LocalServerError `data_folder_in_use` */
  static async take(url: string, dataDir: string): Promise<Ownership> {
    const client = new Client({ connectionString: url, application_name: 'hookline-owner' });
    const ownership = new Ownership(client);
    await client.connect();
    try {
      await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
      await client.query('SELECT pg_advisory_lock($1)', [OWNER_LOCK]);
      return ownership;
    } catch (error) {
      await client.end();
      if (!(error instanceof DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
      throw new LocalServerError(
        'data_folder_in_use',
        `Another process already runs the PostgreSQL of ${dataDir}. Stop that one first.`,
      );
    }
  }

  /** Creates the database unless it exists. */
  async createDatabase(name: string): Promise<void> {
    const known = await this.client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (known.rows.length > 0) return;
    await this.client.query(`CREATE DATABASE ${this.client.escapeIdentifier(name)}`);
  }

  async release(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
