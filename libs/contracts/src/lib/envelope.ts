import type { EventId } from './ids';

/** The body of every webhook. Serialized once, at publish; the same bytes on every attempt and endpoint. */
export interface WebhookEnvelope<Data = unknown> {
  id: EventId;
  type: string;
  /** ISO 8601, UTC, milliseconds. */
  timestamp: string;
  data: Data;
}
