import { isProbing, type LaneBlock } from './lane-block';
import { rampedUpTo } from './ramp';

/** Where a drained lane stands. */
export interface LaneStanding {
  /** Most deliveries in flight. */
  concurrency: number;
  /** Deliveries that the process has of this lane: waiting, in flight, or not yet recorded. */
  owned: number;
  /** Of these, those that have not begun. */
  waiting: number;
  /** Whole tokens of its bucket; `Infinity` without a rate limit. */
  tokens: number;
  /** Whether the next goes only after the one before is recorded: then nothing is claimed ahead. */
  ordered: boolean;
  block: LaneBlock | undefined;
  /** Deliveries that went since it ramps. */
  ramped: number;
}

/** How many more deliveries a drained lane may claim at clock time `now`. */
export function laneAllowance(lane: LaneStanding, now: number): number {
  const { concurrency, owned, waiting, tokens, ordered, block } = lane;
  const ahead = ordered || block !== undefined ? 0 : concurrency;
  const free = Math.min(concurrency + ahead - owned, tokens - waiting);
  return Math.max(0, Math.min(free, blockAllowance(block, lane, now)));
}

function blockAllowance(
  block: LaneBlock | undefined,
  { owned, ramped }: LaneStanding,
  now: number,
): number {
  if (block === undefined) return Infinity;
  if (block.phase === 'ramping') return rampedUpTo(now - block.at) - ramped;
  if (!isProbing(block, now)) return 0;
  // A pause that was asked for is over; a circuit wants to see one delivery through first.
  return block.reason === 'asked' ? rampedUpTo(now - block.at) - ramped : 1 - owned;
}
