import type { DeliveryTrigger, HoldReason } from '@hookline/contracts';

/** All of an event but its deliveries. Ids are stored uuids. */
export interface EventContent {
  id: string;
  tenantId: string;
  type: string;
  /** The serialized envelope: the exact bytes that are stored, signed and sent. */
  body: Buffer;
  subject: string | null;
  tags: readonly string[];
  /** Clock time, in ms. */
  createdAt: number;
  /** From when on it is not sent any more. Clock time, in ms; `null` for never. */
  expiresAt: number | null;
  /** 0–9, higher first. */
  priority: number;
  /** Among which events its place is kept, for endpoints that are ordered by key; `null` for none. */
  orderingKey: string | null;
  trigger: DeliveryTrigger;
}

/**
 * An event that is ready to be written, with one delivery for each endpoint. The content stays the object
 * that it is: a copy with one property more costs many times as much.
 */
export interface EventDraft {
  content: EventContent;
  deliveries: DeliveryDraft[];
}

/** One delivery of a draft. */
export interface DeliveryDraft {
  id: string;
  endpointId: string;
  /** The owner to insert it under; `null` for a delivery that anyone may claim when it is due. */
  owner: string | null;
  /** Why its lane decides when it goes; `null` when any worker may take it. */
  hold: HoldReason | null;
  /** Its place in line is behind those of the same key, `''` for all of an endpoint; `null` without an order. */
  orderingKey: string | null;
}
