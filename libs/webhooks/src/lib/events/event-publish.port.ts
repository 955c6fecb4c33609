import type { DeliveryId, EndpointId, EventId } from '@hookline/contracts';

/**
 * A caller's open transaction, as little of it as publishing needs. TypeORM's `EntityManager` is one.
 * `query` answers rows.
 */
export interface TransactionManager {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** For whom, in which transaction and how an event is published. */
export interface PublishContext {
  /** Whose endpoints get it. @default `default` with `singleTenant`, otherwise required */
  tenantId?: string;
  /** The transaction that the event is written in. @default the one that is open around the call, else one of Hookline's own */
  manager?: TransactionManager;
  /** Publishing again with the same key (for a tenant, within 24 hours) answers the first event instead of a second one. */
  idempotencyKey?: string;
  /** 0–9, higher goes first. Excludes `orderingKey`. @default 5 */
  priority?: number;
  /**
   * Endpoints that are ordered by key get events with the same key (for a tenant, 1–255 characters) one
   * after the other. Excludes `priority`: an event that keeps to its place has none. @default no key
   */
  orderingKey?: string;
  /** What the event is about, for the history's filters: `project:42`. */
  subject?: string;
  /** Labels for the history's filters. @default [] */
  tags?: string[];
  /**
   * When the event stops being of use: what is not delivered by then ends as a dead letter (`expired`);
   * `null` for never. @default by `expiresAfterMs` of its class, otherwise never
   */
  expiresAt?: Date | null;
  /** The only endpoints that get it, as far as they want it; an empty list: none. @default all that want it */
  endpoints?: readonly EndpointId[];
}

/** An event that is stored. */
export interface PublishedEvent {
  /** Also the `webhook-id` on the wire. */
  id: EventId;
  /** One for each endpoint that matched; empty when none did. */
  deliveries: DeliveryId[];
  /** Whether the idempotency key was known: then nothing new was stored, and this is the first event. */
  duplicate: boolean;
}

/**
 * Port: makes an event durable. Publishing implements it.
 *
 * Resolves when the event is durable, or written in the caller's transaction; rejects when it is not.
 */
export interface EventPublishPort {
  publish(event: object, context: PublishContext): Promise<PublishedEvent>;
}

/** Injection token of the {@link EventPublishPort}. */
export const EVENT_PUBLISH_PORT = Symbol('hookline:event-publish-port');
