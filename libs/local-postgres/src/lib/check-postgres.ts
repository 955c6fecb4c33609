import { Socket } from 'node:net';
import { Client } from 'pg';

/** Whether a PostgreSQL can be used, and if not, why: short, for one line, never with the password. */
export type PostgresReachability =
  | { readonly reachable: true; readonly serverVersion: string }
  | { readonly reachable: false; readonly reason: string };

const DEFAULT_TIMEOUT_MS = 5_000;

interface Target {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

function parse(url: string): Target | undefined {
  try {
    const { protocol, host, username, pathname } = new URL(url);
    if (protocol !== 'postgres:' && protocol !== 'postgresql:') return undefined;
    const part = (text: string): string => decodeURIComponent(text);
    return { host, user: part(username), database: part(pathname.slice(1)) };
  } catch {
    return undefined;
  }
}

/** Codes of Node's sockets and of PostgreSQL (appendix A of its manual). */
const reasons: Readonly<Record<string, (target: Target) => string>> = {
  ECONNREFUSED: ({ host }) => `nothing listens on ${host}`,
  ENOTFOUND: ({ host }) => `the host name of ${host} is not known`,
  EAI_AGAIN: ({ host }) => `the host name of ${host} could not be resolved`,
  EHOSTUNREACH: ({ host }) => `${host} can't be reached`,
  ENETUNREACH: ({ host }) => `${host} can't be reached`,
  ETIMEDOUT: ({ host }) => `${host} did not answer in time`,
  ECONNRESET: ({ host }) => `${host} closed the connection; is it a PostgreSQL?`,
  '28P01': ({ user }) => `the password for user "${user}" is wrong`,
  '28000': ({ user }) => `user "${user}" may not connect`,
  '3D000': ({ database }) => `the database "${database}" does not exist`,
  '53300': () => 'all of its connections are in use',
  '57P03': () => 'it is starting up or shutting down',
};

function reasonFor(error: Error & { code?: string; errors?: Error[] }, target: Target): string {
  // Several addresses of one name: Node wraps the failures.
  const code = error.code ?? (error.errors?.[0] as { code?: string } | undefined)?.code;
  const known = code === undefined ? undefined : reasons[code];
  return known?.(target) ?? (error.message || `${target.host} did not answer as a PostgreSQL does`);
}

/**
 * Tries to connect and asks for the version. Never throws: being unreachable is an answer.
 *
 * @param url `postgres://user:password@host:port/database`
 * @param timeoutMs milliseconds for the whole check
 */
export async function checkPostgres(
  url: string,
  timeoutMs: number = DEFAULT_TIMEOUT_MS,
): Promise<PostgresReachability> {
  const target = parse(url);
  if (!target) return { reachable: false, reason: 'it is not a postgres:// URL' };
  const late = `${target.host} did not answer within ${timeoutMs} ms`;
  let timer: NodeJS.Timeout | undefined;
  // Our own socket: ending a client whose server says nothing would wait for ever.
  const socket = new Socket();
  try {
    const client = new Client({
      connectionString: url,
      application_name: 'hookline-check',
      stream: () => socket,
    });
    // A server that goes away while we ask must not take the process with it.
    client.on('error', () => undefined);
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(late)), timeoutMs);
    });
    const ask = async (): Promise<string> => {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
      await client.end();
      return rows[0]?.server_version ?? '';
    };
    return { reachable: true, serverVersion: await Promise.race([ask(), timeout]) };
  } catch (error) {
    return { reachable: false, reason: reasonFor(error as Error, target) };
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
