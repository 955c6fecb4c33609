import type { InboundVerdict } from '../inbound-verifier';

/** How far the time of a message may be from now, in seconds; the figure of Stripe and Standard Webhooks. */
export const TOLERANCE_SECONDS = 300;

/** Far more than a sender has secrets. Each is compared, before anybody knows who sent it. */
const MAX_SIGNATURES = 20;

/** Longest id that is stored. */
const MAX_ID_LENGTH = 255;

export function refused(
  reason: 'signature' | 'stale' | 'malformed',
  detail: string,
): InboundVerdict {
  return { verified: false, reason, detail };
}

/** A verified message, if it has an id that can be stored. */
export function accepted(id: unknown, type: unknown, payload: unknown): InboundVerdict {
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH || !isStorable(id)) {
    return refused('malformed', `has no id of 1–${MAX_ID_LENGTH} characters`);
  }
  const name = typeof type === 'string' ? type.replaceAll('\0', '').slice(0, MAX_ID_LENGTH) : null;
  return { verified: true, message: { id, type: name, payload } };
}

/** Postgres takes no NUL; broken Unicode would become U+FFFD, and two ids the same. */
function isStorable(id: string): boolean {
  return !id.includes('\0') && Buffer.from(id).toString() === id;
}

/** Whether a header holds more signatures than are compared. */
export function holdsTooMany(header: string, separator: ' ' | ','): boolean {
  return header.split(separator).length > MAX_SIGNATURES;
}

/** Parses what was signed. */
export function parseJson(rawBody: Buffer): { parsed: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
    return { parsed: JSON.parse(text) as unknown };
  } catch {
    // Its message would quote the body.
    return undefined;
  }
}

/** A field of a parsed body, if it is an object that has it. */
export function fieldOf(payload: unknown, name: string): unknown {
  return typeof payload === 'object' && payload !== null
    ? (Reflect.get(payload, name) as unknown)
    : undefined;
}

/**
 * Whether seconds since 1970 are too far from now: the machine's own now, because senders elsewhere know
 * nothing of the option `clock`.
 */
export function isStale(timestampSeconds: number): boolean {
  return Math.abs(Math.floor(Date.now() / 1_000) - timestampSeconds) > TOLERANCE_SECONDS;
}
