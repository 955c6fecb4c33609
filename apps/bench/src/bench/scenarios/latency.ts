import { PipelineContender, type PipelineOptions } from '../contenders/pipeline-contender';
import type { Load } from '../contenders/contender-api';
import { type ObservantReceiver, startNodeReceiver } from '../receiver/receiver';
import type { Row } from '../report/row';
import { median, percentile, ratios } from '../report/statistics';
import { KIBIBYTE, NO_WINDOW, PUBLISHERS, roundCounter, type Scenario } from './scenario';

const EVENTS_PER_SECOND = 100;
const WARM_UP_MS = 1_000;
/** The contenders take turns so long: a machine that is slow for a while is so for both. */
const SLICE_MS = 1_000;

const LOAD: Load = {
  durationMs: SLICE_MS,
  maxEvents: NO_WINDOW,
  publishers: PUBLISHERS,
  window: NO_WINDOW,
  payloadBytes: KIBIBYTE,
  ratePerSecond: EVENTS_PER_SECOND,
};

/** Percentiles of one round, in ms. */
interface Latency {
  p50: number;
  p99: number;
}

type Round = Record<'naive' | 'hookline', Latency>;
type Contenders = Record<keyof Round, PipelineContender>;

/** From the call of `publish()` to the request at the receiver, at a rate that is no strain. */
export const latency: Scenario = {
  name: 'latency',
  about: `publish → received at ${EVENTS_PER_SECOND}/s (÷ naive)`,
  aliases: ['latency-p50', 'latency-p99'],
  run: async (context) => {
    const { lab, pace, progress } = context;
    progress('starting the contenders');
    // nginx does not say when something came.
    const receiver = await startNodeReceiver(lab.signal);
    const here = { ...lab, receiver };
    const contenders: PipelineContender[] = [];
    const open = async (options: Pick<PipelineOptions, 'kind' | 'name' | 'queue'>) => {
      const layout = { tenants: 1, endpointsPerTenant: 1, processes: 'one' } as const;
      const contender = await PipelineContender.start({ ...layout, ...options }, here);
      contenders.push(contender);
      return contender;
    };
    const rounds: Round[] = [];
    try {
      const queue = lab.redis === null ? 'postgres' : 'redis';
      const naive = await open({ kind: 'naive', name: 'naive_latency', queue });
      const hookline = await open({
        kind: 'hookline',
        name: 'hookline_latency',
        queue: 'postgres',
      });
      progress('warming up');
      const both = { naive, hookline };
      await measureRound(both, receiver, WARM_UP_MS);
      const more = roundCounter(context);
      while (more(rounds.length)) {
        rounds.push(await measureRound(both, receiver, pace.latencyMs));
      }
    } finally {
      await Promise.all(contenders.map((contender) => contender.stop()));
      await receiver.stop();
      await lab.redis?.flush();
    }
    return [rowOf('p50', rounds, [0.9, 0.6]), rowOf('p99', rounds, [0.75, 0.45])];
  },
};

async function measureRound(
  { naive, hookline }: Contenders,
  receiver: ObservantReceiver,
  durationMs: number,
): Promise<Round> {
  const took = { naive: [] as number[], hookline: [] as number[] };
  for (let measuredMs = 0; measuredMs < durationMs; measuredMs += SLICE_MS) {
    took.naive.push(...(await measureSlice(naive, receiver)));
    took.hookline.push(...(await measureSlice(hookline, receiver)));
  }
  await naive.checkAndClear(took.naive.length);
  await hookline.checkAndClear(took.hookline.length);
  return { naive: latencyOf(took.naive), hookline: latencyOf(took.hookline) };
}

function latencyOf(took: readonly number[]): Latency {
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
}

/** From publish to received, in ms, of each event. */
async function measureSlice(
  contender: PipelineContender,
  { control }: ObservantReceiver,
): Promise<number[]> {
  await control.call('mode', 'note');
  const { publishedAt } = await contender.publisher.call('run', LOAD);
  const received = async (): Promise<number> => (await control.call('arrivals')).length;
  await contender.drain(publishedAt.length, received);
  const arrivals = await control.call('arrivals');
  return arrivals.map(([number, at]) => at - (publishedAt[number] ?? NaN));
}

function rowOf(
  which: keyof Latency,
  rounds: readonly Round[],
  [good, aim]: readonly [number, number],
): Row {
  const naive = rounds.map((round) => round.naive[which]);
  const hookline = rounds.map((round) => round.hookline[which]);
  return {
    scenario: `latency-${which}`,
    title: `${latency.about}: ${which}`,
    unit: '×',
    values: ratios(hookline, naive),
    better: 'less',
    good,
    aim,
    detail: `${median(hookline).toFixed(2)} ms; naive ${median(naive).toFixed(2)} ms`,
  };
}
