import { Client, Pool, type PoolConfig } from 'pg';
import { createEmptyDatabase } from '../../testing/test-database';
import { PrimaryClient, type PrimaryClientConfig } from './primary-client';

describe('PrimaryClient', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  const pools: Pool[] = [];

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });

  afterEach(async () => {
    for (const pool of pools.splice(0)) await pool.end();
    await database.drop();
  });

  function openPool(peers = new Set<PrimaryClient>()): Pool {
    const config: PoolConfig & PrimaryClientConfig = {
      connectionString: database.url,
      Client: PrimaryClient,
      max: 2,
      peers,
    };
    const pool = new Pool(config);
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  }

  /** For new connections only: what a failover looks like to a process that keeps its old ones. */
  async function setReadOnly(value: 'on' | 'off'): Promise<void> {
    const admin = new Client({
      connectionString: database.url,
      options: '-c default_transaction_read_only=off',
    });
    await admin.connect();
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`);
    await admin.end();
  }

  it('outlives the loss of a connection that nobody listens to', async () => {
    const pool = openPool();
    const taken = await pool.connect();
    const { rows } = await taken.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise<void>((resolve) => taken.once('end', () => resolve()));
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(taken.query('SELECT 1')).rejects.toThrow();
    taken.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('refuses a server that takes no writes, until it does', async () => {
    const pool = openPool();
    await setReadOnly('on');
    const refused = { code: 'HOOKLINE_DATABASE_READ_ONLY' };
    await expect(pool.query('SELECT 1')).rejects.toMatchObject(refused);
    const client = new PrimaryClient(database.url);
    await expect(client.connect()).rejects.toMatchObject(refused);
    expect(pool.totalCount).toBe(0);
    await setReadOnly('off');
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('gives up every connection of the process when the server stops taking writes', async () => {
    const peers = new Set<PrimaryClient>();
    const pool = openPool(peers);
    const listener = new PrimaryClient({ connectionString: database.url, peers });
    await listener.connect();
    const lost = new Promise<void>((resolve) => listener.once('end', () => resolve()));
    const reader = await pool.connect();
    const readerLost = new Promise<void>((resolve) => reader.once('end', () => resolve()));
    // As on a server that was demoted below a connection that lives on.
    const writing = pool.query(
      'BEGIN; SET TRANSACTION READ ONLY; CREATE TABLE never (id integer); COMMIT',
    );
    await expect(writing).rejects.toMatchObject({ code: '25006' });
    await Promise.all([lost, readerLost]);
    reader.release(true);
    expect(peers.size).toBe(0);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(peers.size).toBe(1);
  });
});
