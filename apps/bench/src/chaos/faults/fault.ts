import type { Stage } from '../stage/stage';

/** Where BullMQ's queue is. */
export const BACKENDS = ['postgres', 'redis'] as const;
export type Backend = (typeof BACKENDS)[number];

/** When a cause came and went, in ms since 1970. A kill goes at once. */
export interface Injection {
  goneAt: number;
  /** Processes that were killed. */
  kills: number;
  /** Whether it lasted so long that the workers have to say that they are not ready. @default false */
  outage?: boolean;
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
  /** Whether the workers are asked meanwhile if they are ready. @default false */
  readonly watched?: boolean;
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

/** A cause that lasted until this moment. */
export function lasted(goneAt: number, outage: boolean): Injection {
  return { goneAt, kills: 0, outage };
}

/** A whole number from `least` to `most`, both included. */
export function between(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}
