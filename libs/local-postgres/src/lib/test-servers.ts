import { findRedisServer, startPrivateRedis } from './private-redis';
import { startTemporaryPostgres } from './temporary-postgres';

/** The servers of one test run. */
export interface TestServers {
  /** For the user: one line when tests that need Redis are left out. */
  readonly notice?: string;
  /** Stops what was started here, and nothing else. */
  stop(): Promise<void>;
}

const LEFT_OUT =
  'Redis tests are left out: there is no redis-server on the PATH and REDIS_URL is not set.';

/** Answers a function that stops it, or undefined when there is no Redis to be had. */
async function provideRedis(env: NodeJS.ProcessEnv): Promise<(() => Promise<void>) | undefined> {
  const given = env['HOOKLINE_TEST_REDIS_URL'] ?? env['REDIS_URL'];
  if (given) {
    env['HOOKLINE_TEST_REDIS_URL'] = given;
    return () => Promise.resolve();
  }
  if (findRedisServer() === undefined) return undefined;
  const redis = await startPrivateRedis();
  env['HOOKLINE_TEST_REDIS_URL'] = redis.url;
  return () => redis.stop();
}

async function providePostgres(env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  // DATABASE_URL is not looked at: tests create and drop databases.
  if (env['HOOKLINE_TEST_DATABASE_URL']) return () => Promise.resolve();
  const postgres = await startTemporaryPostgres();
  env['HOOKLINE_TEST_DATABASE_URL'] = postgres.url;
  return () => postgres.stop();
}

/**
 * Gives a test run its servers and tells it by the environment: `HOOKLINE_TEST_DATABASE_URL` (a
 * superuser, to create databases with) and `HOOKLINE_TEST_REDIS_URL`. What is set already is used;
 * otherwise a temporary PostgreSQL is started, and for Redis `REDIS_URL` is taken, or a private server
 * is started, or the variable stays unset and `notice` says so.
 *
 * @throws Error when Redis is not to be had and `HOOKLINE_REQUIRE_ALL` is `1`
 * @throws LocalServerError when a server does not start
 */
export async function startTestServers(env: NodeJS.ProcessEnv = process.env): Promise<TestServers> {
  const stopRedis = await provideRedis(env);
  if (!stopRedis && env['HOOKLINE_REQUIRE_ALL'] === '1') {
    throw new Error(`${LEFT_OUT} HOOKLINE_REQUIRE_ALL=1 makes this an error.`);
  }
  try {
    const stopPostgres = await providePostgres(env);
    const stop = async (): Promise<void> => {
      await Promise.all([stopRedis?.(), stopPostgres()]);
    };
    return stopRedis ? { stop } : { stop, notice: LEFT_OUT };
  } catch (error) {
    await stopRedis?.();
    throw error;
  }
}
