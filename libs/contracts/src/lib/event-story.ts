import type { DeliveryWithAttempts } from './delivery';
import { MATCH_OBSTACLES } from './event-match';
import type { EndpointId, EventId } from './ids';

/**
 * Why an endpoint got no delivery of an event that was published: as of a match, or the endpoint was
 * created later (`not_yet`), or was changed since, so that the reason can't be told (`changed`).
 */
export const STORY_OBSTACLES = [...MATCH_OBSTACLES, 'not_yet', 'changed'] as const;
export type StoryObstacle = (typeof STORY_OBSTACLES)[number];

/** What became of an event at one endpoint. */
export interface EndpointStory {
  endpointId: EndpointId;
  endpointName: string;
  /** The first of its patterns that has the type, by its settings of today; `null` when none has. */
  pattern: string | null;
  /** Whether the endpoint's settings were changed after the event: then pattern and filter may be others today. */
  changedSince: boolean;
  /** Why there is no delivery; empty when there is one. */
  obstacles: StoryObstacle[];
  /** Oldest first: the one of the publish, then retries and replays. */
  deliveries: DeliveryWithAttempts[];
  /** One sentence for people; its words may change. */
  summary: string;
}

/** What became of an event, endpoint by endpoint. */
export interface EventStory {
  id: EventId;
  type: string;
  tenantId: string;
  createdAt: string;
  /** When it stops being of use; `null` for never. */
  expiresAt: string | null;
  subject: string | null;
  tags: string[];
  /** Newest first, at most 1,000: those with a delivery, and those of today without one. */
  endpoints: EndpointStory[];
}
