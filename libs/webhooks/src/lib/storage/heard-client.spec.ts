import { Pool } from 'pg';
import { createEmptyDatabase } from '../../testing/test-database';
import { HeardClient } from './heard-client';

describe('HeardClient', () => {
  it('outlives the loss of a connection that nobody listens to', async () => {
    const { url, drop } = await createEmptyDatabase();
    const pool = new Pool({ connectionString: url, Client: HeardClient, max: 2 });
    pool.on('error', () => undefined);
    const taken = await pool.connect();
    const { rows } = await taken.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise<void>((resolve) => taken.once('end', () => resolve()));
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(taken.query('SELECT 1')).rejects.toThrow();
    taken.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
    await drop();
  });
});
