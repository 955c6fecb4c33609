import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { Client } from 'pg';

import { killHard, startInChild } from '../testing/child';
import { checkPostgres } from './check-postgres';
import { startTemporaryPostgres } from './temporary-postgres';

/** Waits until a folder is gone, by watching the folder above it. */
function removed(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (existsSync(folder)) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(dirname(folder), check);
    check();
  });
}

describe('startTemporaryPostgres', () => {
  it('has room for many connections, and leaves nothing behind', async () => {
    const postgres = await startTemporaryPostgres({ settings: { max_connections: 301 } });
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query('SHOW max_connections');
    expect(rows).toEqual([{ max_connections: '301' }]);
    await client.end();
    await Promise.all([postgres.stop(), postgres.stop()]);
    expect(existsSync(dirname(postgres.dataDir))).toBe(false);
  });

  it('ends with the process that started it, even by kill -9', async () => {
    const { child, server } = await startInChild('temporary');
    const gone = removed(dirname(server.dataDir));
    await killHard(child);
    await gone;
    expect(await checkPostgres(server.url)).toMatchObject({ reachable: false });
  });
});
