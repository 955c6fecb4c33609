import type { Stage } from '../stage/stage';

/** Where BullMQ's queue is. */
export const BACKENDS = ['postgres', 'redis'] as const;
export type Backend = (typeof BACKENDS)[number];

/** When a cause came and went, in ms since 1970. A kill goes at once. */
export interface Injection {
  goneAt: number;
  /** Processes that were killed. */
  kills: number;
}

/** Something that goes wrong, once for each run. */
export interface Fault {
  readonly name: string;
  /** One line for `--help` and the report. */
  readonly what: string;
  /** @default both */
  readonly backends?: readonly Backend[];
  /** Processes that one run kills at once. @default 1 */
  readonly killsEach?: number;
  /** Before the first run of a round. */
  readonly prepare?: (stage: Stage) => Promise<void>;
  /** Run number, from 0: faults that come in two forms take turns. */
  readonly inject: (stage: Stage, run: number) => Promise<Injection>;
  /** After the last run, before it gets quiet. */
  readonly cleanUp?: (stage: Stage) => Promise<void>;
}

/** A fault that was over at this moment. */
export function over(goneAt: number, kills = 0): Injection {
  return { goneAt, kills };
}

/** A whole number from `least` to `most`, both included. */
export function between(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}
