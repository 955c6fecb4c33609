import { PipelineContender } from '../contenders/pipeline-contender';
import { RawContender } from '../contenders/raw-contender';
import type { Measured } from '../contenders/contender';
import { fill } from '../laboratory/fill';
import { now } from '../process/clock';
import type { Row } from '../report/row';
import { mean, median, ratios } from '../report/statistics';
import { loadsFor } from './loads';
import { KIBIBYTE, type Pace, roundCounter, type Scenario, type ScenarioContext } from './scenario';

const ENDPOINTS = 10;
const CONNECTIONS = 100;

/** Retries that fall due at the same moment, to the last record; the wait for the sweeper is in it. */
export const drain: Scenario = {
  name: 'drain',
  about: 'drain of retries that fell due together (÷ raw undici)',
  run: async (context) => {
    const { lab, pace, progress, profiles } = context;
    progress('starting the contenders');
    const undici = await RawContender.start('undici', CONNECTIONS, lab);
    let hookline: PipelineContender | undefined;
    const rounds: { undici: Measured[]; hookline: Measured }[] = [];
    try {
      hookline = await startDrained(context, 'hookline_drain');
      const load = loadsFor(pace, KIBIBYTE).raw;
      progress('warming up');
      await undici.measure(load);
      await measureDrain(hookline, pace.drained / 10);
      await profiles?.begin(hookline, lab.postgres);
      const more = roundCounter(context);
      while (more(rounds.length)) {
        const before = await undici.measure(load);
        const drained = await measureDrain(hookline, pace.drained);
        rounds.push({ undici: [before, await undici.measure(load)], hookline: drained });
      }
      await profiles?.end(drain.name, hookline, lab.postgres);
    } finally {
      await Promise.all([undici.stop(), hookline?.stop()]);
    }
    return [rowOf(rounds, pace)];
  },
};

/** A Hookline of ten endpoints, for whose deliveries nobody publishes. */
export function startDrained(
  { lab }: Pick<ScenarioContext, 'lab'>,
  name: string,
): Promise<PipelineContender> {
  return PipelineContender.start(
    {
      kind: 'hookline',
      name,
      tenants: 1,
      endpointsPerTenant: ENDPOINTS,
      queue: 'postgres',
      processes: 'one',
    },
    lab,
  );
}

/** Puts retries into the tables that are due at once, and waits until all are delivered. */
export async function measureDrain(
  hookline: PipelineContender,
  deliveries: number,
): Promise<Measured> {
  const received = await hookline.countReceived();
  return hookline.account(async () => {
    const total = await fill(hookline.database, {
      deliveries,
      state: 'retrying',
      payloadBytes: KIBIBYTE,
    });
    const startedAt = now();
    await hookline.drain(total, received);
    return { startedAt, endedAt: now(), events: 0, deliveries: total, publishedAt: [] };
  }, 2);
}

function rowOf(rounds: { undici: Measured[]; hookline: Measured }[], pace: Pace): Row {
  const raw = rounds.map(({ undici }) => mean(undici.map(({ rate }) => rate)));
  const rates = rounds.map(({ hookline }) => hookline.rate);
  return {
    scenario: drain.name,
    title: `drain of ${pace.drained} retries that fell due together`,
    unit: '×',
    values: ratios(rates, raw),
    better: 'more',
    good: 0.25,
    aim: 0.4,
    detail: `${Math.round(median(rates))}/s; raw undici ${Math.round(median(raw))}/s`,
  };
}
