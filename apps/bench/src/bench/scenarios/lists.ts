import { startLocalPostgres } from '@hookline/local-postgres';
import { join } from 'node:path';
import { fill } from '../laboratory/fill';
import { type BenchDatabase, PostgresServer } from '../laboratory/postgres-server';
import type { Row } from '../report/row';
import { median, percentile } from '../report/statistics';
import { ENDPOINTS, ListReader, type Reading, READINGS } from './list-reader';
import type { Scenario, ScenarioContext } from './scenario';

/** Kept between runs: filling it takes minutes. Git-ignored. */
const KEPT_FOLDER = join('.hookline', 'bench-lists');
/** Deliveries of the small history that the large one is compared with. */
const FEW = 20_000;
/** One of so many deliveries is a dead letter. */
const DEAD_SHARE = 100;
const PAYLOAD_BYTES = 256;
/** Times that each list is read on each history. */
const READS = 150;
const WARM_UP = 10;

/** The p99 of every list with a long history, against the same with a short one. */
export const lists: Scenario = {
  name: 'lists',
  about: 'p99 of every list with 5 million deliveries (÷ with 20,000)',
  onRequest: true,
  run: async (context) => {
    context.progress('starting PostgreSQL on the kept folder');
    const running = await startLocalPostgres({ dataDir: KEPT_FOLDER });
    try {
      const postgres = await PostgresServer.connect(running);
      try {
        return await measure({ ...context, lab: { ...context.lab, postgres } });
      } finally {
        await postgres.close();
      }
    } finally {
      await running.stop();
    }
  },
};

async function measure(context: ScenarioContext): Promise<Row[]> {
  const opened: ListReader[] = [];
  const open = async (deliveries: number): Promise<ListReader> => {
    const database = await context.lab.postgres.database(`lists_${deliveries}`);
    const reader = await ListReader.open(database);
    opened.push(reader);
    await ensureHistory(database, deliveries, context);
    await reader.choose();
    return reader;
  };
  try {
    const few = await open(FEW);
    const many = await open(context.pace.oldDeliveries);
    const rows: Row[] = [];
    for (const reading of READINGS) {
      context.lab.signal.throwIfAborted();
      context.progress(reading.name);
      rows.push(rowOf(reading, await compare(reading, few, many)));
    }
    return rows;
  } finally {
    await Promise.all(opened.map((reader) => reader.close()));
  }
}

/** Fills up what is missing. */
async function ensureHistory(
  database: BenchDatabase,
  wanted: number,
  { progress }: ScenarioContext,
): Promise<void> {
  const [row] = await database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM hookline.delivery',
  );
  const missing = wanted - (row?.count ?? 0);
  if (missing < ENDPOINTS) return;
  progress(`writing ${missing} old deliveries, once`);
  const dead = Math.floor(missing / DEAD_SHARE);
  const common = { payloadBytes: PAYLOAD_BYTES };
  await fill(database, { ...common, deliveries: dead, state: 'dead_letter' });
  await fill(database, { ...common, deliveries: missing - dead, state: 'old' });
  await database.query('VACUUM ANALYZE');
}

/** Milliseconds of each reading, on the one and the other in turn. */
interface Times {
  few: number[];
  many: number[];
}

async function compare(reading: Reading, few: ListReader, many: ListReader): Promise<Times> {
  const times: Times = { few: [], many: [] };
  for (let round = -WARM_UP; round < READS; round += 1) {
    const fewMs = await timed(() => reading.read(few));
    const manyMs = await timed(() => reading.read(many));
    if (round < 0) continue;
    times.few.push(fewMs);
    times.many.push(manyMs);
  }
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function rowOf({ name }: Reading, { few, many }: Times): Row {
  const p99 = (values: number[]): number => percentile(values, 0.99);
  const said = (values: number[]): string =>
    `p50 ${median(values).toFixed(1)} ms, p99 ${p99(values).toFixed(1)} ms`;
  return {
    scenario: 'lists',
    title: name,
    unit: '×',
    values: [p99(many) / p99(few)],
    better: 'less',
    good: 5,
    aim: 2,
    detail: `${said(many)}; with ${FEW} ${said(few)}`,
  };
}
