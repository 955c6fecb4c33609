import type { BenchDatabase } from '../laboratory/postgres-server';

/** The tables of a contender, as the benchmark checks and clears them. */
export interface Ledger {
  /** Whether every delivery is finished and recorded. */
  quiet(deliveries: number): Promise<boolean>;
  /** Throws unless each delivery was made, and has so many attempts (one by default). */
  check(deliveries: number, attemptsEach?: number): Promise<void>;
  /** Empties everything but the endpoints. */
  clear(): Promise<void>;
}

interface Totals {
  delivered: number;
  attempts: number;
}

/** SQLSTATE */
const DEADLOCK_DETECTED = '40P01';
/** No time-ordered id is smaller. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Whether anything is unfinished: what waits and what somebody owns, because each of them has an index. It is asked while
 * the clock runs, and would read a long history from beginning to end.
 */
const LIVE = `SELECT EXISTS (SELECT FROM hookline.delivery WHERE completed_at IS NULL AND owner IS NULL)
  OR EXISTS (SELECT FROM hookline.delivery WHERE owner IS NOT NULL) AS live`;

/** Hookline's tables; with `keep`, what is in them stays, and only what comes later is looked at. */
export function hooklineLedger(database: BenchDatabase, { keep }: { keep: boolean }): Ledger {
  let since = FIRST_ID;
  const clear = async (): Promise<void> => {
    if (!keep) {
      await clearHookline(database);
      return;
    }
    const rows = await database.query<{ id: string }>('SELECT uuidv7() AS id');
    since = rows[0]?.id ?? FIRST_ID;
    await database.query('CHECKPOINT');
  };
  return {
    clear,
    quiet: async () => {
      const rows = await database.query<{ live: boolean }>(LIVE);
      return rows[0]?.live === false;
    },
    check: async (deliveries, attemptsEach = 1) => {
      const rows = await database.query<Totals>(
        `SELECT (SELECT count(*) FROM hookline.delivery WHERE id >= $1 AND status = 'delivered')::int AS delivered,
           (SELECT count(*) FROM hookline.attempt WHERE delivery_id >= $1)::int AS attempts`,
        [since],
      );
      compare(rows[0], deliveries, deliveries * attemptsEach);
    },
  };
}

/** Empties Hookline's tables. */
export function clearHookline(database: BenchDatabase): Promise<void> {
  return truncate(database, 'hookline.delivery, hookline.event, hookline.attempt');
}

/**
 * Claims take the tables in an order of their own: whoever meets one in a deadlock tries again. What one round
 * wrote goes to the disk before the next begins: a checkpoint in the midst of it would be charged to that.
 */
async function truncate(database: BenchDatabase, tables: string): Promise<void> {
  for (;;) {
    try {
      await database.query(`TRUNCATE ${tables}`);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK_DETECTED) throw error;
    }
  }
  await database.query('CHECKPOINT');
}

/** The naive build's tables. Whether it is finished, its own process says: see `finished`. */
export function naiveLedger(database: BenchDatabase, finished: () => Promise<number>): Ledger {
  return {
    quiet: async (deliveries) => (await finished()) >= deliveries,
    check: async (deliveries) => {
      const rows = await database.query<Totals>(
        `SELECT (SELECT count(*) FROM webhook_delivery WHERE status = 'success')::int AS delivered,
           (SELECT count(*) FROM webhook_attempt)::int AS attempts`,
      );
      compare(rows[0], deliveries, deliveries);
    },
    clear: () => truncate(database, 'webhook_delivery, webhook_attempt'),
  };
}

function compare(totals: Totals | undefined, deliveries: number, attempts: number): void {
  if (totals?.delivered === deliveries && totals.attempts === attempts) return;
  throw new Error(
    `Of ${deliveries} deliveries ${totals?.delivered} are delivered, and of ${attempts} attempts ` +
      `${totals?.attempts} are recorded: what was measured is not what was asked for.`,
  );
}
