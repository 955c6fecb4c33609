import { REPLAYABLE_STATUSES, type ReplayableStatus } from '@hookline/contracts';
import { type FieldIssue, ValidationFailedError } from '../common/errors/validation-failed.error';
import { decodeId } from '../common/ids';
import { readTimes } from '../monitoring/delivery-filter';
import { isEventPattern, MAX_EVENT_PATTERNS } from '../registry/event-patterns';
import type { ReplayCriteria } from './choose-replayed';

/** Most deliveries in a second unless the caller says otherwise. */
export const DEFAULT_REPLAY_RATE = 100;
/** Least and most deliveries in a second. */
export const REPLAY_RATE_RANGE = { min: 1, max: 10_000 } as const;

/** Which events to deliver again. What is left out does not matter. */
export interface ReplayInput {
  /** `ep_…` @default all */
  endpointId?: string;
  /** Patterns, as endpoints have them. @default [] (all) */
  eventTypes?: string[];
  /** What the latest delivery of an event to an endpoint has to have come to. @default all that are final */
  statuses?: ReplayableStatus[];
  /**
   * Instead: events that the endpoint subscribes to, by its patterns and its filter of today, and never
   * had a delivery of, because it was not there yet or was switched off. Needs `endpointId`. @default false
   */
  missing?: boolean;
  /** Published then or later. ISO 8601. */
  from?: Date | string;
  /** Published before. ISO 8601. */
  to?: Date | string;
  /** Most deliveries in a second, 1–10,000. @default 100 */
  ratePerSecond?: number;
}

/** The same, checked. */
export interface ReplayPlan extends ReplayCriteria {
  ratePerSecond: number;
}

/**
 * Checks what a replay is asked for.
 * @throws ValidationFailedError naming the fields at fault, IdInvalidError
 */
export function readReplayInput(input: ReplayInput): ReplayPlan {
  const { endpointId, eventTypes = [], missing = false, statuses = REPLAYABLE_STATUSES } = input;
  const { ratePerSecond = DEFAULT_REPLAY_RATE } = input;
  const issues: FieldIssue[] = [
    ...missingIssues(input),
    ...statusIssues(statuses),
    ...typeIssues(eventTypes),
    ...rateIssues(ratePerSecond),
  ];
  const { from, to } = readTimes(input, issues);
  if (issues.length > 0) throw new ValidationFailedError(issues);
  return {
    endpointId: endpointId === undefined ? null : decodeId('ep', endpointId),
    eventTypes,
    statuses: missing ? [] : [...statuses],
    missing,
    from: toDate(from),
    to: toDate(to),
    ratePerSecond,
  };
}

function toDate(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}

function typeIssues(eventTypes: readonly string[]): FieldIssue[] {
  if (eventTypes.length <= MAX_EVENT_PATTERNS && eventTypes.every(isEventPattern)) return [];
  const message = `must be at most ${MAX_EVENT_PATTERNS} event patterns, like project.created or project.*`;
  return [{ field: 'eventTypes', message }];
}

function rateIssues(rate: number): FieldIssue[] {
  const { min, max } = REPLAY_RATE_RANGE;
  if (Number.isInteger(rate) && rate >= min && rate <= max) return [];
  return [{ field: 'ratePerSecond', message: `must be a whole number, ${min}–${max}` }];
}

function missingIssues({ missing = false, endpointId, statuses }: ReplayInput): FieldIssue[] {
  if (!missing) return [];
  const issues: FieldIssue[] = [];
  if (endpointId === undefined) {
    issues.push({ field: 'endpointId', message: 'must be given for what is missing' });
  }
  if (statuses !== undefined) {
    issues.push({ field: 'statuses', message: 'must be left out for what is missing' });
  }
  return issues;
}

function statusIssues(statuses: readonly string[]): FieldIssue[] {
  const known: readonly string[] = REPLAYABLE_STATUSES;
  if (statuses.length > 0 && statuses.every((status) => known.includes(status))) return [];
  return [{ field: 'statuses', message: `must be some of ${known.join(', ')}` }];
}
