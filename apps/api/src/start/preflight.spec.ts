import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { ApiConfig } from '../config/api-config';
import { loadConfig } from '../config/load-config';
import { preflight } from './preflight';

/** A port that nothing listens on. */
const DEAD = 1;

describe('preflight', () => {
  let taken: Server;

  beforeAll(async () => {
    taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
  });

  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  const config = (env: NodeJS.ProcessEnv): ApiConfig =>
    loadConfig({ DATABASE_URL: process.env['HOOKLINE_TEST_DATABASE_URL'], PORT: '0', ...env });

  it('lets a host start whose port is free and whose servers answer', async () => {
    await expect(preflight(config({}))).resolves.toBeUndefined();
  });

  it('names PORT and a free one when it is taken', async () => {
    const { port } = taken.address() as AddressInfo;

    await expect(preflight(config({ PORT: String(port) }))).rejects.toThrow(
      `PORT: port ${port} is taken by another program. Stop it, or choose another, e.g. PORT=${port + 1}.`,
    );
  });

  it('names HOST when this machine has no such address', async () => {
    await expect(preflight(config({ HOST: '192.0.2.1' }))).rejects.toThrow(/^HOST: this machine/);
  });

  it('names DATABASE_URL when PostgreSQL does not answer, without the password', async () => {
    const failure = preflight(
      config({ DATABASE_URL: `postgres://user:hunter2@127.0.0.1:${DEAD}/app` }),
    );

    await expect(failure).rejects.toThrow(/^DATABASE_URL: PostgreSQL is not reachable: .+\.$/);
    await expect(failure).rejects.not.toThrow(/hunter2/);
  });

  it('names the variable that Redis was configured with', async () => {
    await expect(
      preflight(config({ REDIS_URL: `redis://:hunter2@127.0.0.1:${DEAD}` })),
    ).rejects.toThrow(/^REDIS_URL: Redis is not reachable: [^]*ECONNREFUSED/);
    await expect(
      preflight(config({ REDIS_HOST: 'localhost', REDIS_PORT: String(DEAD) })),
    ).rejects.toThrow(/^REDIS_HOST: Redis is not reachable: [^]*ECONNREFUSED/);
  });

  const redisUrl = process.env['HOOKLINE_TEST_REDIS_URL'];
  (redisUrl ? it : it.skip)('accepts a Redis that answers', async () => {
    await expect(preflight(config({ REDIS_URL: redisUrl }))).resolves.toBeUndefined();
  });
});
