import type {
  DisabledReason,
  EventFilter,
  MatchObstacle,
  VerificationState,
} from '@hookline/contracts';
import { compileEventFilter } from '../policy/event-filter';
import { matchingPattern } from './event-patterns';

/** An endpoint as a match judges it. */
export interface MatchCandidate {
  events: readonly string[];
  filter: EventFilter | null;
  active: boolean;
  disabledReason: DisabledReason | null;
  verification: VerificationState;
}

/** An event as a match judges it: `data` as its JSON says it. */
export interface MatchedEvent {
  type: string;
  data: unknown;
}

/** What a match says about one endpoint. */
export interface MatchVerdict {
  /** `null` when no pattern has the type. */
  pattern: string | null;
  /** All that stands in the way; empty when it matches. */
  obstacles: MatchObstacle[];
}

/** Whether an endpoint gets an event by these settings, and everything that stands in the way. */
export function judgeMatch(endpoint: MatchCandidate, { type, data }: MatchedEvent): MatchVerdict {
  const pattern = matchingPattern(endpoint.events, type) ?? null;
  const obstacles: MatchObstacle[] = [];
  if (!endpoint.active) obstacles.push(endpoint.disabledReason === 'gone' ? 'gone' : 'paused');
  if (endpoint.verification === 'pending') obstacles.push('unverified');
  if (pattern === null) obstacles.push('pattern');
  if (endpoint.filter !== null && !compileEventFilter(endpoint.filter)(data)) {
    obstacles.push('filter');
  }
  return { pattern, obstacles };
}
