import type { Row } from '../../report/row';
import { startNodeReceiver } from '../../receiver/receiver';
import { median, ratios } from '../../report/statistics';
import { roundCounter, type Scenario, type ScenarioContext } from '../scenario';
import { Town, type TownReceivers } from './town';

/** No further round begins after this: the three scenarios end within about three minutes. */
const LIMIT_MS = 40_000;
const WARM_UP_MS = 2_000;

/** What lives beside the endpoints that are well. */
export interface Neighbourhood {
  /** Says what the figure has to be seen with, in numbers. */
  describe(): string;
  /** Begins to disturb; answers how to wait until it has ended. */
  begin(durationMs: number): Promise<() => Promise<void>>;
}

/** An isolation scenario. */
export interface IsolationSettings {
  name: string;
  about: string;
  good: number;
  aim: number;
  /** Lets neighbours move in. */
  moveIn(town: Town, context: ScenarioContext): Promise<Neighbourhood>;
}

/** The p99 of 100 endpoints that are well beside others, ÷ the same without the others, in turn. */
export function isolation(settings: IsolationSettings): Scenario {
  const { name, about } = settings;
  return {
    name,
    about: `p99 of 100 healthy endpoints beside ${about} (÷ without)`,
    onRequest: true,
    isolation: true,
    run: async (context) => {
      const { signal } = context.lab;
      const healthy = await startNodeReceiver(signal);
      try {
        const busy = await startNodeReceiver(signal);
        try {
          return [await measure(settings, context, { healthy, busy })];
        } finally {
          await busy.stop();
        }
      } finally {
        await healthy.stop();
      }
    },
  };
}

async function measure(
  settings: IsolationSettings,
  context: ScenarioContext,
  receivers: TownReceivers,
): Promise<Row> {
  const { lab, progress } = context;
  const towns: Town[] = [];
  const build = async (suffix: string): Promise<Town> => {
    const name = `${settings.name.replaceAll('-', '_')}_${suffix}`;
    const town = await Town.build(name, lab, receivers);
    towns.push(town);
    return town;
  };
  try {
    progress('starting two of them');
    const alone = await build('alone');
    const beside = await build('beside');
    progress('letting the others move in');
    const neighbours = await settings.moveIn(beside, context);
    progress('warming up');
    for (const town of [alone, beside]) await town.p99(WARM_UP_MS);
    const rounds = await measureRounds({ alone, beside }, neighbours, context);
    return rowOf(settings, rounds, neighbours.describe());
  } finally {
    await Promise.all(towns.map((town) => town.leave()));
  }
}

interface Round {
  alone: number;
  beside: number;
}

async function measureRounds(
  { alone, beside }: { alone: Town; beside: Town },
  neighbours: Neighbourhood,
  context: ScenarioContext,
): Promise<Round[]> {
  const { pace } = context;
  const rounds: Round[] = [];
  const limitMs = Math.min(LIMIT_MS, pace.limitMs);
  const more = roundCounter({ ...context, pace: { ...pace, limitMs } });
  while (more(rounds.length)) {
    await alone.clear();
    const without = await alone.p99(pace.isolationMs);
    const ended = await neighbours.begin(pace.isolationMs);
    const p99 = await beside.p99(pace.isolationMs);
    await ended();
    await beside.clear();
    rounds.push({ alone: without, beside: p99 });
  }
  return rounds;
}

function rowOf(
  { name, about, good, aim }: IsolationSettings,
  rounds: readonly Round[],
  seenWith: string,
): Row {
  const alone = rounds.map((round) => round.alone);
  const beside = rounds.map((round) => round.beside);
  const figures = `${median(beside).toFixed(1)} ms; without ${median(alone).toFixed(1)} ms`;
  return {
    scenario: name,
    title: `p99 beside ${about} (÷ without)`,
    unit: '×',
    values: ratios(beside, alone),
    better: 'less',
    good,
    aim,
    detail: seenWith === '' ? figures : `${figures}; ${seenWith}`,
  };
}
