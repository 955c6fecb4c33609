import type { Laboratory } from '../laboratory/laboratory';
import type { ProfileSink } from '../profile/profile-sink';
import type { Row } from '../report/row';

/** How long things are measured. */
export interface Pace {
  rounds: number;
  /** No further round of a scenario begins after this, on a machine that is too busy. */
  limitMs: number;
  /** Each raw contender, twice a round, in ms. */
  rawMs: number;
  naiveMs: number;
  hooklineMs: number;
  /** Deliveries of the scenarios that fill tables first. */
  drained: number;
  pending: number;
  /** Deliveries of long ago that are in the tables already. */
  oldDeliveries: number;
  /** Publishing at a rate, each contender in a round, in ms. */
  latencyMs: number;
  /** The same beside others, and without them, in ms. */
  isolationMs: number;
}

/** What a scenario works with. */
export interface ScenarioContext {
  lab: Laboratory;
  pace: Pace;
  /** Says what is going on. */
  progress: (text: string) => void;
  /** Where profiles of Hookline go, with `--profile`. */
  profiles: ProfileSink | null;
}

/** Something that is measured. */
export interface Scenario {
  /** As `--scenario` takes it. */
  name: string;
  /** Names of other figures that come out of it; `--scenario` takes them too. */
  aliases?: readonly string[];
  /** One line for the list. */
  about: string;
  /** Part of `--quick`. */
  quick?: boolean;
  /** Left out unless it is asked for. */
  onRequest?: boolean;
  /** One of those that `--isolation` runs. */
  isolation?: boolean;
  /** What it can't do without. */
  needs?: 'redis';
  run(context: ScenarioContext): Promise<Row[]>;
}

/** Counts the rounds of a scenario; ends them early, but never before the first, when time runs out. */
export function roundCounter({ pace, progress }: ScenarioContext): (done: number) => boolean {
  const startedAt = performance.now();
  return (done) => {
    if (done >= pace.rounds) return false;
    if (done > 0 && performance.now() - startedAt > pace.limitMs) return false;
    progress(`round ${done + 1} of ${pace.rounds}`);
    return true;
  };
}

/** The pace of a whole run. */
export const FULL_PACE: Pace = {
  rounds: 5,
  limitMs: 300_000,
  rawMs: 1_000,
  naiveMs: 1_500,
  hooklineMs: 4_000,
  drained: 100_000,
  pending: 1_000_000,
  oldDeliveries: 5_000_000,
  latencyMs: 10_000,
  isolationMs: 5_000,
};

/** The pace of `--quick`. */
export const QUICK_PACE: Pace = {
  rounds: 3,
  limitMs: 12_000,
  rawMs: 400,
  naiveMs: 600,
  hooklineMs: 1_000,
  drained: 10_000,
  pending: 100_000,
  oldDeliveries: 100_000,
  latencyMs: 2_000,
  isolationMs: 2_000,
};

/** Deliveries that are published and not yet received: well below what a process may own. */
export const WINDOW = 4_000;
/** The same for the naive build, which needs seconds for what Hookline sends in a blink. */
export const NAIVE_WINDOW = 200;
/** No window: as a number that passes between processes. */
export const NO_WINDOW = Number.MAX_SAFE_INTEGER;
/** Callers of `publish()` at the same time: as many as fit into one group commit. */
export const PUBLISHERS = 500;
export const KIBIBYTE = 1_024;
