import { startLocalPostgres } from '@hookline/local-postgres';
import { join } from 'node:path';
import type { Measured } from '../contenders/contender';
import { PipelineContender } from '../contenders/pipeline-contender';
import { fill } from '../laboratory/fill';
import type { Laboratory } from '../laboratory/laboratory';
import { type BenchDatabase, PostgresServer } from '../laboratory/postgres-server';
import type { Row } from '../report/row';
import { median, ratios } from '../report/statistics';
import { half, loadsFor } from './loads';
import { KIBIBYTE, type Pace, roundCounter, type Scenario, type ScenarioContext } from './scenario';

const FAN_OUT = 10;
/** Kept between runs: filling it takes minutes. Git-ignored. */
const KEPT_FOLDER = join('.hookline', 'bench-history');

/** The same load on tables with a long history and on empty ones, in turn. */
export const history: Scenario = {
  name: 'history',
  about: 'with 5 million old deliveries (÷ empty tables)',
  onRequest: true,
  run: async (context) => {
    const { lab, progress } = context;
    progress('starting PostgreSQL on the kept folder');
    const running = await startLocalPostgres({ dataDir: KEPT_FOLDER });
    try {
      const postgres = await PostgresServer.connect(running);
      try {
        return [rowOf(await measure({ ...context, lab: { ...lab, postgres } }), context.pace)];
      } finally {
        await postgres.close();
      }
    } finally {
      await running.stop();
    }
  },
};

interface Round {
  old: Measured;
  empty: Measured;
}

async function measure(context: ScenarioContext): Promise<Round[]> {
  const { lab, pace, progress } = context;
  const started: PipelineContender[] = [];
  const open = async (name: string, keep: boolean): Promise<PipelineContender> => {
    const contender = await startOn(lab, name, keep);
    started.push(contender);
    return contender;
  };
  try {
    const old = await open(`history_${pace.oldDeliveries}`, true);
    await ensureHistory(old.database, context);
    const empty = await open('history_none', false);
    const load = loadsFor(pace, KIBIBYTE).hookline;
    progress('warming up');
    await old.measure(half(load));
    await empty.measure(half(load));
    const rounds: Round[] = [];
    const more = roundCounter(context);
    while (more(rounds.length)) {
      rounds.push({ old: await old.measure(load), empty: await empty.measure(load) });
    }
    return rounds;
  } finally {
    await Promise.all(started.map((contender) => contender.stop()));
  }
}

function startOn(lab: Laboratory, name: string, keep: boolean): Promise<PipelineContender> {
  return PipelineContender.start(
    {
      kind: 'hookline',
      name,
      tenants: 1,
      endpointsPerTenant: FAN_OUT,
      queue: 'postgres',
      processes: 'one',
      keep,
    },
    lab,
  );
}

/** Fills up what is missing. Each run has endpoints of its own; those of the runs before are its history. */
async function ensureHistory(
  database: BenchDatabase,
  { pace, progress }: ScenarioContext,
): Promise<void> {
  const [row] = await database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM hookline.delivery',
  );
  const missing = pace.oldDeliveries - (row?.count ?? 0);
  if (missing <= 0) return;
  progress(`writing ${missing} old deliveries, once`);
  await fill(database, { deliveries: missing, state: 'old', payloadBytes: KIBIBYTE });
  await database.query('VACUUM ANALYZE');
}

function rowOf(rounds: readonly Round[], pace: Pace): Row {
  const old = rounds.map((round) => round.old.rate);
  const empty = rounds.map((round) => round.empty.rate);
  return {
    scenario: history.name,
    title: `with ${pace.oldDeliveries} old deliveries (÷ empty tables)`,
    unit: '×',
    values: ratios(old, empty),
    better: 'more',
    good: 0.9,
    aim: 0.97,
    detail: `${Math.round(median(old))}/s; on empty tables ${Math.round(median(empty))}/s`,
  };
}
