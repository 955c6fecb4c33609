import type { EventPredicate } from '../policy/event-filter';
import type { LaneSettings } from '../policy/lane-settings';
import type { SendTarget } from '../sending/send-target';

/** An endpoint as publishing sees it. */
export interface MatchedEndpoint {
  /** Stored uuid. */
  id: string;
  /** Whether it wants an event by its payload, one function for the same filter; `null` for all. */
  wants: EventPredicate | null;
  lane: LaneSettings;
}

/** What is known of an endpoint when one of its deliveries is about to go out. */
export type EndpointLookup =
  | { state: 'active'; target: SendTarget }
  /** Switched off by hand, or after long failure: deliveries are held, only test sends go. */
  | { state: 'paused'; target: SendTarget }
  /** It answered 410: deliveries are dead letters, only test sends go. */
  | { state: 'gone'; target: SendTarget }
  /** It still has to show that it wants webhooks: deliveries are held, nothing goes. */
  | { state: 'unverified'; target: SendTarget }
  | { state: 'deleted' };

/**
 * The registry as the delivery path sees it: cached in memory, right within a second in every
 * process. Ids are stored uuids.
 */
export interface EndpointDirectory {
  /** Active endpoints of a tenant whose patterns match the event type, but for those still to be verified. */
  match(tenantId: string, eventType: string): Promise<readonly MatchedEndpoint[]>;
  /** An endpoint by id. Answers `deleted` for one that never was. */
  lookup(endpointId: string): Promise<EndpointLookup>;
  /** Switches an endpoint off because it answered 410. Its waiting deliveries become dead letters. */
  markGone(endpointId: string): Promise<void>;
}

/** Injection token of the directory. */
export const ENDPOINT_DIRECTORY = Symbol('hookline:endpoint-directory');
