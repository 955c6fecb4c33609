import { startTemporaryPostgres, type LocalPostgres } from '@hookline/local-postgres';

/**
 * The embedded PostgreSQL of this process, for tests that were given none. It is started once and
 * used by every application; under jest it ends with the test file, elsewhere with the last one
 * that uses it, because a server that is held keeps its process from ending.
 */
class EmbeddedServer {
  private starting: Promise<LocalPostgres> | undefined;
  private users = 0;
  private kept = false;

  /** Answers the URL of a superuser; `release()` has to follow. */
  async acquire(): Promise<string> {
    this.users += 1;
    try {
      this.starting ??= startTemporaryPostgres();
      return (await this.starting).url;
    } catch (error) {
      this.starting = undefined;
      this.users -= 1;
      throw error;
    }
  }

  async release(): Promise<void> {
    this.users -= 1;
    await this.stopUnlessNeeded();
  }

  /** Keeps the server between its users, until `hook` calls back. */
  keepUntil(hook: (callback: () => Promise<void>) => void): void {
    hook(async () => {
      this.kept = false;
      await this.stopUnlessNeeded();
    });
    this.kept = true;
  }

  private async stopUnlessNeeded(): Promise<void> {
    if (this.kept || this.users > 0 || this.starting === undefined) return;
    const stopping = this.starting;
    this.starting = undefined;
    await (await stopping).stop();
  }
}

const embedded = new EmbeddedServer();

const { afterAll } = globalThis as { afterAll?: (callback: () => Promise<void>) => void };
if (typeof afterAll === 'function') embedded.keepUntil(afterAll);

/** A server to create databases on. */
export interface PostgresServer {
  /** May create databases. */
  url: string;
  release(): Promise<void>;
}

/**
 * The server to test on: the one of `HOOKLINE_TEST_DATABASE_URL` or `DATABASE_URL`, else an embedded one.
 * @param variable reads an environment variable as it is without the applications under test
 * @throws LocalServerError when the embedded one does not start
 */
export async function acquireServer(
  variable: (name: string) => string | undefined,
): Promise<PostgresServer> {
  const given = variable('HOOKLINE_TEST_DATABASE_URL') || variable('DATABASE_URL');
  if (given) return { url: given, release: () => Promise.resolve() };
  return { url: await embedded.acquire(), release: () => embedded.release() };
}
