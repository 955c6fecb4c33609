import type { DeliveryId, EventId } from '@hookline/contracts';

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
  /** Publishing again with the same key (for a tenant) answers the first event instead of a second one. */
  idempotencyKey?: string;
  /** 0–9, higher goes first. @default 5 */
  priority?: number;
  /** What the event is about, for the history's filters: `project:42`. */
  subject?: string;
  /** Labels for the history's filters. @default [] */
  tags?: string[];
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
