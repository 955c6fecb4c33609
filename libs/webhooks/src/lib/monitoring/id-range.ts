import type { Clock } from '../clock/clock';
import { SystemClock } from '../clock/system-clock';
import { lowestUuidAt } from '../common/ids';

/** How far the clock that ids are made by may be from the one that times are written by. */
const CLOCK_SLACK_MS = 60_000;

/** A range of stored uuids. */
export interface IdRange {
  from?: string;
  before?: string;
}

/**
 * The ids that what was created in a period (clock times in ms) can have, and some around them. Ids
 * tell when they were made, though by a machine's time: a clock of the application's own, in tests,
 * may be anywhere else, and then only the times themselves count.
 */
export function idRangeOf({ from, to }: { from?: number; to?: number }, clock: Clock): IdRange {
  if (!(clock instanceof SystemClock)) return {};
  return {
    ...(from !== undefined && { from: lowestUuidAt(from - CLOCK_SLACK_MS) }),
    ...(to !== undefined && { before: lowestUuidAt(to + CLOCK_SLACK_MS) }),
  };
}
