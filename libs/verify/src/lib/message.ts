/**
 * A body of one of the types that are signed as they are. Anything else (a parsed body, above all)
 * would have to be serialized first, and that gives other bytes.
 */
export function isRawBody(body: unknown): body is string | Uint8Array {
  return typeof body === 'string' || ArrayBuffer.isView(body);
}

/**
 * Visible ASCII without the full stop, at most 256 characters. The full stop separates what is
 * signed (`id.timestamp.body`): in an id, it would let the parts of a signed message be shifted.
 */
export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id);
}

/** Most digits that a timestamp may have: twelve, until the year 33658. */
const MAX_SECONDS = 999_999_999_999;

/** Whole seconds since 1970. */
export function isTimestampSeconds(seconds: unknown): seconds is number {
  return Number.isInteger(seconds) && Number(seconds) >= 0 && Number(seconds) <= MAX_SECONDS;
}
