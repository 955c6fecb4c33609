import type { EventId, WebhookEnvelope } from '@hookline/contracts';
import { EventInvalidError } from '../common/errors/event-invalid.error';

/** What an envelope is made of. */
export interface EnvelopeParts {
  id: EventId;
  type: string;
  /** Clock time, in ms. */
  timestampMs: number;
  /** What `prepareEvent` answered. */
  data: unknown;
}

/**
 * The body of a webhook: `{"id","type","timestamp","data"}`, in this order. Call it once for an
 * event, at publish; the same text is signed and sent on every attempt.
 * @throws EventInvalidError when the data can't be written as JSON
 */
export function serializeEnvelope({ id, type, timestampMs, data }: EnvelopeParts): string {
  const timestamp = new Date(timestampMs).toISOString();
  const envelope: WebhookEnvelope = { id, type, timestamp, data };
  try {
    return JSON.stringify(envelope);
  } catch {
    // The cause is left out on purpose: what a `toJSON` throws may quote the payload.
    throw new EventInvalidError(type, [{ field: 'data', message: 'can not be written as JSON' }]);
  }
}
