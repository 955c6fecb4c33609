import type { EventId } from '@hookline/contracts';
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
  const json = jsonOf(data);
  if (json === undefined) {
    // The cause is left out on purpose: what a `toJSON` throws may quote the payload.
    throw new EventInvalidError(type, [{ field: 'data', message: 'can not be written as JSON' }]);
  }
  // An id and a type hold nothing that JSON would escape.
  return `{"id":"${id}","type":"${type}","timestamp":"${isoText(timestampMs)}","data":${json}}`;
}

function jsonOf(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    return undefined;
  }
}

let lastIso = { ms: NaN, text: '' };

/** Events that are published together have the same time. */
function isoText(ms: number): string {
  if (ms !== lastIso.ms) lastIso = { ms, text: new Date(ms).toISOString() };
  return lastIso.text;
}
