import type { EndpointId } from './ids';

/**
 * Why an endpoint gets no delivery of an event: it is switched off by hand (`paused`) or because it
 * answered 410 (`gone`), it still has to be verified (`unverified`), none of its patterns has the type (`pattern`), or its filter does not want the
 * payload (`filter`).
 */
export const MATCH_OBSTACLES = ['paused', 'gone', 'unverified', 'pattern', 'filter'] as const;
export type MatchObstacle = (typeof MATCH_OBSTACLES)[number];

/** Whether an endpoint would get an event, and why not. */
export interface EndpointMatch {
  endpointId: EndpointId;
  endpointName: string;
  matched: boolean;
  /** The first of its patterns that has the type (`*` when it asked for none); `null` when none has. */
  pattern: string | null;
  /** All that stands in the way; empty when it matched. */
  obstacles: MatchObstacle[];
}
