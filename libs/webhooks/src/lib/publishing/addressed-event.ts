import { newUuid } from '../common/ids';
import { laneHoldOf, type LaneSettings } from '../policy/lane-settings';
import type { MatchedEndpoint } from '../registry/endpoint-directory';
import type { EventContent, EventDraft } from '../storage/event-draft';

/** Priority of an event that is published without one. */
export const DEFAULT_PRIORITY = 5;

/** An endpoint that gets an event. */
export type Addressee = Pick<MatchedEndpoint, 'id' | 'lane'>;

/**
 * An event, and who gets it. Deliveries are drafted when they are about to be written: whatever its
 * fan-out, an event that waits takes the memory of one.
 */
export interface AddressedEvent {
  content: EventContent;
  endpoints: readonly Addressee[];
}

/** Drafts a delivery for each endpoint. */
export function draftDeliveries({ content, endpoints }: AddressedEvent): EventDraft {
  const deliveries = endpoints.map(({ id, lane }) => ({
    id: newUuid(),
    endpointId: id,
    owner: null,
    hold: laneHoldOf(lane),
    orderingKey: lineOf(lane, content.orderingKey),
  }));
  return { content, deliveries };
}

/** The line in which a delivery stands: one for each key, or one for all of the endpoint. */
function lineOf({ ordering }: LaneSettings, orderingKey: string | null): string | null {
  if (ordering === null) return null;
  return ordering.by === 'key' ? (orderingKey ?? '') : '';
}
