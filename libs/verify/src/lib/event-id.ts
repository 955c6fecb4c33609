import { randomBytes } from 'node:crypto';

/** Lower-case Crockford base32: sorts like the bytes, and has no i, l, o or u to misread. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const PATTERN = /^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/**
 * Makes a new event id as Hookline does: `evt_` and 26 characters of base32, a UUID of version 7. Ids
 * sort by the millisecond in which they were made.
 *
 * @param now milliseconds since 1970. @default the system's clock
 *
 * @example
 * ```js
 * import { generateEventId, isEventId } from '@hookline/verify';
 *
 * console.log(isEventId(generateEventId())); // prints true
 * ```
 */
export function generateEventId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  // RFC 9562, section 5.7: version 7, variant 10.
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let place = 0; place < 26; place += 1) {
    text = ALPHABET.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return `evt_${text}`;
}

/**
 * Whether a text has the form of an event id of Hookline.
 *
 * @example
 * ```js
 * import { isEventId } from '@hookline/verify';
 *
 * console.log(isEventId('evt_01m80dq1b9e4jr5c84d87tvwm2'), isEventId('42')); // prints true false
 * ```
 */
export function isEventId(text: unknown): text is string {
  return typeof text === 'string' && PATTERN.test(text.toLowerCase());
}
