import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { machineTime } from '../machine-time';
import { type CutPoint, RHYTHM } from '../protocol';
import type { Stage } from '../stage/stage';
import { between, type Fault, type Injection, lasted, over } from './fault';

/** Shorter than a life, and longer: both have to be survived. */
const SHORT_MS = RHYTHM.ownerTimeoutMs / 4;
const LONG_MS = RHYTHM.ownerTimeoutMs * 2;
const CUT_POINTS: readonly CutPoint[] = ['claim', 'record', 'insert'];

const lasts = (stage: Stage, ms: number): Promise<void> =>
  delay(ms, undefined, { signal: stage.signal });

async function stop(stage: Stage, run: number): Promise<Injection> {
  const { postgres } = stage.options;
  await postgres.stopImmediately();
  try {
    await lasts(stage, run % 2 === 0 ? LONG_MS : 0);
  } finally {
    await postgres.startAgain();
  }
  return lasted(machineTime(), run % 2 === 0);
}

async function cut(stage: Stage): Promise<Injection> {
  await stage.database.rows(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name <> 'chaos' AND backend_type = 'client backend'`,
  );
  return over(machineTime());
}

/** Postgres carries the statement out, and its answer is lost. */
async function cutAnswer(stage: Stage, run: number): Promise<Injection> {
  const point = CUT_POINTS[run % CUT_POINTS.length] ?? 'claim';
  const actor = await stage.crew.pick(point === 'insert' ? 'host' : 'worker');
  await actor.ask({ type: 'cut-at', point });
  return over(machineTime());
}

async function readOnly(stage: Stage, run: number): Promise<Injection> {
  const set = async (sql: string): Promise<void> => {
    await stage.database.rows(sql);
    await stage.database.rows('SELECT pg_reload_conf()');
  };
  await set('ALTER SYSTEM SET default_transaction_read_only = on');
  try {
    await lasts(stage, run % 2 === 0 ? LONG_MS : SHORT_MS);
  } finally {
    await set('ALTER SYSTEM RESET default_transaction_read_only');
  }
  return lasted(machineTime(), run % 2 === 0);
}

/** A client that forgot its transaction, with locks on live deliveries, and every other time on the lives of workers. */
async function locks(stage: Stage, run: number): Promise<Injection> {
  const client = new Client({ connectionString: stage.database.url, application_name: 'chaos' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    if (run % 2 === 0) await client.query('SELECT 1 FROM hookline.worker FOR UPDATE');
    await client.query('SELECT 1 FROM hookline.delivery WHERE completed_at IS NULL FOR UPDATE');
    await lasts(stage, between(RHYTHM.ownerTimeoutMs / 2, LONG_MS));
  } catch (error) {
    // Postgres may end us as the victim of a deadlock: then the locks are gone, too.
    if ((error as { code?: string }).code !== '40P01') throw error;
  } finally {
    await client.end();
  }
  return over(machineTime());
}

/** What happens to the database. */
export const POSTGRES_FAULTS: readonly Fault[] = [
  {
    name: 'postgres-stop',
    what: 'Postgres stopped (-m immediate) and started',
    watched: true,
    inject: stop,
  },
  { name: 'postgres-cut', what: 'all connections cut (pg_terminate_backend)', inject: cut },
  {
    name: 'postgres-lost-answer',
    what: 'a connection cut while a claim, an insert or a record is under way',
    prepare: (stage) => stage.crew.staff('host', 1),
    inject: cutAnswer,
    cleanUp: (stage) => stage.crew.staff('host', 0),
  },
  {
    name: 'postgres-read-only',
    what: 'Postgres answers read-only',
    watched: true,
    inject: readOnly,
  },
  { name: 'postgres-locks', what: 'a session idle in a transaction, with locks', inject: locks },
];
