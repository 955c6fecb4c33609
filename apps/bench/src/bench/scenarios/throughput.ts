import { type Contender, cpuPerDeliveryUs, type Measured } from '../contenders/contender';
import { PipelineContender, type PipelineOptions } from '../contenders/pipeline-contender';
import { RawContender } from '../contenders/raw-contender';
import type { Row } from '../report/row';
import { mean, median, ratios } from '../report/statistics';
import { half, loadsFor } from './loads';
import { KIBIBYTE, roundCounter, type Scenario, type ScenarioContext } from './scenario';

/** A scenario that compares rates. */
export interface ThroughputOptions {
  name: string;
  title: string;
  quick?: boolean;
  needs?: 'redis';
  fanOut: number;
  /** Events go to them in turn. @default 1 */
  tenants?: number;
  /** Connections that Hookline can use in this scenario; the raw contenders get as many. */
  connections: number;
  /** @default 1 KiB */
  payloadBytes?: number;
  transport?: 'undici' | 'axios';
  /** @default one process */
  apart?: 'redis' | 'postgres';
  good: number;
  aim: number;
  /** Targets of the CPU time for each delivery, where that counts. */
  cpu?: { name: string; title: string; good: number; aim: number };
}

/** What every contender did in one round. */
interface Round {
  undici: Measured[];
  axios: Measured;
  naive: Measured;
  hookline: Measured;
}

/** A scenario in which Hookline's rate is divided by the rate of raw POSTs. */
export function throughput(options: ThroughputOptions): Scenario {
  const { name, title, quick = false, needs, cpu } = options;
  return {
    name,
    about: title,
    quick,
    ...(cpu === undefined ? {} : { aliases: [cpu.name] }),
    ...(needs === undefined ? {} : { needs }),
    run: async (context) => rowsOf(options, await measureRounds(options, context)),
  };
}

async function measureRounds(
  options: ThroughputOptions,
  context: ScenarioContext,
): Promise<Round[]> {
  const { lab, pace, progress, profiles } = context;
  // From the very start: what starting and warming up took, rounds can't have.
  const more = roundCounter(context);
  const loads = loadsFor(pace, options.payloadBytes ?? KIBIBYTE);
  progress('starting the contenders');
  const contenders = await startContenders(options, context);
  const { undici, axios, naive, hookline } = contenders;
  try {
    progress('warming up');
    await warmUp(contenders, loads);
    await profiles?.begin(hookline, lab.postgres);
    const rounds: Round[] = [];
    while (more(rounds.length)) {
      // Before and after: what the machine gave to others meanwhile is in the mean of both.
      const before = await undici.measure(loads.raw);
      const round = {
        axios: await axios.measure(loads.raw),
        naive: await naive.measure(loads.naive),
        hookline: await hookline.measure(loads.hookline),
      };
      rounds.push({ ...round, undici: [before, await undici.measure(loads.raw)] });
    }
    await profiles?.end(options.name, hookline, lab.postgres);
    return rounds;
  } finally {
    await Promise.all(Object.values(contenders).map((contender) => contender.stop()));
    await lab.redis?.flush();
  }
}

interface Contenders extends Record<string, Contender> {
  undici: RawContender;
  axios: RawContender;
  naive: PipelineContender;
  hookline: PipelineContender;
}

async function startContenders(
  { name, connections, tenants = 1, fanOut, transport = 'undici', apart }: ThroughputOptions,
  { lab }: ScenarioContext,
): Promise<Contenders> {
  const database = name.replaceAll('-', '_');
  const layout = { tenants, endpointsPerTenant: fanOut };
  const naive: PipelineOptions = {
    ...layout,
    kind: 'naive',
    name: `naive_${database}`,
    queue: lab.redis === null ? 'postgres' : 'redis',
    processes: 'one',
  };
  const hookline: PipelineOptions = {
    ...layout,
    kind: 'hookline',
    name: `hookline_${database}`,
    transport,
    queue: apart ?? 'postgres',
    processes: apart === undefined ? 'one' : 'two',
  };
  const starting = {
    undici: RawContender.start('undici', connections, lab),
    axios: RawContender.start('axios', connections, lab),
    naive: PipelineContender.start(naive, lab),
    hookline: PipelineContender.start(hookline, lab),
  };
  const settled = await Promise.allSettled(Object.values<Promise<Contender>>(starting));
  if (settled.some(({ status }) => status === 'rejected')) {
    // Those that did start would stay behind.
    const others = settled.filter((outcome) => outcome.status === 'fulfilled');
    await Promise.all(others.map(({ value }) => value.stop()));
  }
  return {
    undici: await starting.undici,
    axios: await starting.axios,
    naive: await starting.naive,
    hookline: await starting.hookline,
  };
}

async function warmUp(contenders: Contenders, loads: ReturnType<typeof loadsFor>): Promise<void> {
  await contenders.undici.measure(half(loads.raw));
  await contenders.axios.measure(half(loads.raw));
  await contenders.naive.measure(half(loads.naive));
  await contenders.hookline.measure(half(loads.hookline));
}

function rowsOf(options: ThroughputOptions, rounds: readonly Round[]): Row[] {
  const undici = rounds.map((round) => mean(round.undici.map(({ rate }) => rate)));
  const axios = rounds.map((round) => round.axios.rate);
  const naive = rounds.map((round) => round.naive.rate);
  const hookline = rounds.map((round) => round.hookline.rate);
  const bases = options.transport === 'axios' ? axios : undici;
  const rate = (values: readonly number[]): string => `${Math.round(median(values))}/s`;
  const row: Row = {
    scenario: options.name,
    title: options.title,
    unit: '×',
    values: ratios(hookline, bases),
    better: 'more',
    good: options.good,
    aim: options.aim,
    detail:
      `${rate(hookline)}; raw undici ${rate(undici)}, raw axios ${rate(axios)}, naive ${rate(naive)} ` +
      `(Hookline is ${median(ratios(hookline, naive)).toFixed(1)} × naive)`,
  };
  return options.cpu === undefined ? [row] : [row, cpuRow(options.cpu, rounds)];
}

function cpuRow(cpu: NonNullable<ThroughputOptions['cpu']>, rounds: readonly Round[]): Row {
  const raw = rounds.map((round) => mean(round.undici.map(cpuPerDeliveryUs)));
  const hookline = rounds.map((round) => cpuPerDeliveryUs(round.hookline));
  const naive = rounds.map((round) => cpuPerDeliveryUs(round.naive));
  const share = (who: keyof Measured['cpu']): string => {
    const each = rounds.map(({ hookline: { cpu: spent, deliveries } }) => spent[who] / deliveries);
    return `${(median(each) * 1_000).toFixed(1)} µs ${who}`;
  };
  return {
    scenario: cpu.name,
    title: cpu.title,
    unit: '×',
    values: ratios(hookline, raw),
    better: 'less',
    good: cpu.good,
    aim: cpu.aim,
    detail:
      `${median(hookline).toFixed(1)} µs (${share('node')}, ${share('postgres')}, ${share('receiver')}); ` +
      `raw ${median(raw).toFixed(1)} µs, naive ${median(naive).toFixed(0)} µs`,
  };
}
