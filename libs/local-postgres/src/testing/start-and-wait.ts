import { startLocalPostgres } from '../lib/local-postgres';
import { startPrivateRedis } from '../lib/private-redis';
import { startTemporaryPostgres } from '../lib/temporary-postgres';

/**
 * A process for specs to kill: starts what its first argument names, writes one JSON line when that
 * runs, and then waits for its end.
 */
async function main(): Promise<void> {
  const [kind, dataDir = ''] = process.argv.slice(2);
  const server =
    kind === 'redis'
      ? await startPrivateRedis()
      : await (kind === 'temporary' ? startTemporaryPostgres() : startLocalPostgres({ dataDir }));
  process.stdout.write(`${JSON.stringify(server)}\n`);
  process.stdin.resume();
}

void main();
