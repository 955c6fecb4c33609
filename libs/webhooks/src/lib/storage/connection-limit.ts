import type { ClientBase } from 'pg';
import { ConnectionsInsufficientError } from '../common/errors/connections-insufficient.error';
import type { ConnectionCount } from './connection-count';

/** What a server allows this role on this database. */
export interface ConnectionLimit {
  /** Connections; `undefined` when a pooler answers, which has limits of its own. */
  allowed: number | undefined;
  /** What sets it, for people. */
  setBy: string;
  /** Connections that are open now, all clients of the server together. */
  inUse: number;
}

/** BullMQ sets `search_path` when it connects, and listens. */
const QUEUE_BEHIND_POOLER =
  'A pooler stands before Postgres, and the queue in Postgres needs a session of its own: set ' +
  '`database.directUrl`, or `queue.redisUrl`';

interface LimitRow {
  pid: number;
  max: number;
  reserved: number;
  of_role: number;
  of_database: number;
  in_use: number;
}

const SELECT_LIMIT = `
SELECT pg_backend_pid() AS pid,
  current_setting('max_connections')::int AS max,
  current_setting('superuser_reserved_connections')::int
    + coalesce(current_setting('reserved_connections', true), '0')::int AS reserved,
  (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS of_role,
  (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS of_database,
  (SELECT coalesce(sum(numbackends), 0)::int FROM pg_stat_database) AS in_use`;

/** Asks a server what it allows. */
export async function readConnectionLimit(client: ClientBase): Promise<ConnectionLimit> {
  const { rows } = await client.query<LimitRow>(SELECT_LIMIT);
  const [row] = rows as [LimitRow];
  // A pooler tells its clients other process ids than those of the server's processes.
  const { processID } = client as ClientBase & { processID?: number | null };
  if (processID !== row.pid) return { allowed: undefined, setBy: 'a pooler', inUse: row.in_use };
  const limits: [number, string][] = [
    [row.max - row.reserved, `\`max_connections\` (${row.max}, of which ${row.reserved} reserved)`],
    [row.of_role, 'the connection limit of the role'],
    [row.of_database, 'the connection limit of the database'],
  ];
  const [lowest] = limits.filter(([limit]) => limit >= 0).sort(([a], [b]) => a - b);
  const [allowed, setBy] = lowest ?? [row.max, '`max_connections`'];
  return { allowed, setBy, inUse: row.in_use };
}

/**
 * What a process needs, and what that means where it connects to: one line for the log.
 * @param direct those of `count` that the limit is for, when `database.directUrl` is set
 */
export function describeConnections(
  count: ConnectionCount,
  { allowed, inUse }: ConnectionLimit,
  direct: ConnectionCount = count,
): string {
  const past = direct === count ? '' : `, ${total(direct)} of them by \`database.directUrl\``;
  const server =
    allowed === undefined
      ? 'through a pooler, whose own limits apply'
      : `${allowed} allowed, ${inUse} in use`;
  return `Connections to Postgres: ${total(count)} at most (${describe(count)})${past}; ${server}`;
}

/**
 * What is wrong with a limit: nothing, or a warning that it may not be enough beside what is open now.
 * @throws ConnectionsInsufficientError when it would not be enough for this process alone
 */
export function judgeConnections(
  count: ConnectionCount,
  { allowed, setBy, inUse }: ConnectionLimit,
): string | undefined {
  if (allowed === undefined) return count.queue > 0 ? QUEUE_BEHIND_POOLER : undefined;
  const needed = total(count);
  if (needed > allowed) {
    throw new ConnectionsInsufficientError(
      `WebhooksModule: this process needs ${needed} connections to Postgres (${describe(count)}), and ${setBy} ` +
        `allows ${allowed}. Raise it, or lower ${remedies(count)}.   [HOOKLINE_CONNECTIONS_INSUFFICIENT]`,
    );
  }
  if (needed <= allowed - inUse) return undefined;
  return (
    `Postgres has ${inUse} of ${allowed} connections in use, and this process may need ${needed}: ` +
    `${setBy} may soon be too low for all processes together`
  );
}

function total(count: ConnectionCount): number {
  return Object.values(count as unknown as Record<string, number>).reduce((sum, n) => sum + n, 0);
}

function describe({ statements, registry, queue, worker, application }: ConnectionCount): string {
  const parts = [
    `${statements} for statements`,
    `${registry} for the registry`,
    queue > 0 && `${queue} for the queue`,
    worker > 0 && `${worker} for its worker`,
    application > 0 && `${application} of the application`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

function remedies({ queue, application }: ConnectionCount): string {
  const options = [
    '`database.poolSize`',
    ...(application > 0 ? ['`poolSize` of the TypeORM data source'] : []),
  ];
  const named = options.join(' or ');
  return queue > 0 ? `${named}, or take the queue to Redis (\`queue.redisUrl\`)` : named;
}
