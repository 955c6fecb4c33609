import { ATTEMPT_ERROR_CODES, DEAD_LETTER_REASONS } from '@hookline/contracts';
import { Distribution } from './distribution';
import { Tally } from './tally';

/** Stands for event types that the catalog does not have. */
export const OTHER_EVENT_TYPE = 'other';

/** Stands for an error code, reason or status that there is none of. */
export const NONE = '';

const CODES = [NONE, ...ATTEMPT_ERROR_CODES];
/** By the first digit of the status; the last one stands for what HTTP does not know. */
const STATUS_CLASSES = [NONE, '1xx', '2xx', '3xx', '4xx', '5xx', 'other'];

/** Seconds until a delivery is under way: milliseconds when all is well, minutes when something is behind. */
const SOON_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** Seconds until a delivery has arrived: up to the days that retries may take. */
const LATE_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200, 21_600, 86_400];
/** Seconds of a request: up to the longest timeout that an endpoint may have. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60];
/** Seconds of one write of many rows. */
const WRITE_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BATCH_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** How a process came to own deliveries. */
export const TAKE_SOURCES = ['publish', 'wake', 'queue', 'sweep', 'lane'] as const;
export type TakeSource = (typeof TAKE_SOURCES)[number];

/** Why deliveries lost their owner. */
export const FREE_CAUSES = ['silent_owner', 'unanswered_claim'] as const;
export type FreeCause = (typeof FREE_CAUSES)[number];

/** Sizes and times of writes that gather many entries. */
export class BatchCounts {
  readonly sizes = new Distribution(BATCH_SIZES);
  readonly seconds = new Distribution(WRITE_SECONDS);

  /** Counts one write that succeeded. */
  add(size: number, durationMs: number): void {
    this.sizes.add(size);
    this.seconds.add(durationMs / 1_000);
  }
}

/**
 * What this process did since its start, in plain numbers. The stages count in here and know nothing
 * of who reads it; monitoring does, at a scrape.
 */
export class PipelineCounts {
  /** Committed events by `event_type`. */
  readonly published: Tally;
  /** Attempts by what followed from them, error code and class of the status. */
  readonly attempts = new Tally({
    outcome: ['delivered', 'retrying', 'dead_letter'],
    code: CODES,
    status_class: STATUS_CLASSES,
  });
  /** Deliveries that became final, by outcome, reason and the error code of the last attempt. */
  readonly deliveries = new Tally({
    outcome: ['delivered', 'dead_letter'],
    reason: [NONE, ...DEAD_LETTER_REASONS],
    code: CODES,
  });
  readonly taken = new Tally({ source: TAKE_SOURCES });
  readonly freed = new Tally({ cause: FREE_CAUSES });
  /** From the publish to the begin of the first attempt, in seconds. */
  readonly toFirstAttempt = new Distribution(SOON_SECONDS);
  /** From the publish to the end of the attempt that was answered with 2xx, in seconds. */
  readonly toDelivered = new Distribution(LATE_SECONDS);
  /** From the begin of an attempt to its end, in seconds. */
  readonly requests = new Distribution(REQUEST_SECONDS);
  readonly groupCommit = new BatchCounts();
  readonly recorder = new BatchCounts();

  /** @param eventTypes the catalog's */
  constructor(eventTypes: readonly string[]) {
    this.published = new Tally({ event_type: [...eventTypes, OTHER_EVENT_TYPE] });
  }
}

/** `2xx` and so on; {@link NONE} without a status. */
export function statusClassOf(status: number | null): string {
  if (status === null) return NONE;
  return STATUS_CLASSES[Math.floor(status / 100)] ?? 'other';
}
