import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The server of `HOOKLINE_TEST_DATABASE_URL`, or one that the installed `@hookline/local-postgres`
 * runs, so that this package is tried out too.
 */
export async function startServer(folder) {
  const require = createRequire(join(folder, 'package.json'));
  const { Client } = require('pg');
  const given = process.env.HOOKLINE_TEST_DATABASE_URL;
  const server = given
    ? { url: given, stop: () => Promise.resolve() }
    : await require('@hookline/local-postgres').startTemporaryPostgres();
  const ask = async (sql) => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    stop: () => server.stop(),
    /** Gives `work` the address of an empty database, and drops it afterwards. */
    async withDatabase(work) {
      const name = `pack_test_${randomBytes(6).toString('hex')}`;
      await ask(`CREATE DATABASE ${name}`);
      try {
        const url = new URL(server.url);
        url.pathname = `/${name}`;
        return await work(url.href);
      } finally {
        await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }
    },
  };
}
