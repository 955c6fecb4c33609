/** Most headers of a response that are stored, the first ones. */
export const MAX_STORED_HEADERS = 50;
const MAX_STORED_NAME_BYTES = 128;
const MAX_STORED_VALUE_BYTES = 1_024;
/** Control characters but for tab and line feed, and halves of characters outside the basic plane, paired or not. */
const SUSPECT = /[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]/;
/** What a terminal would obey: all control characters but tab, line feed, and the line break of HTTP. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)/g;
/** Kept by name only: its value is a credential of the receiver's. */
const SECRET_HEADERS = new Set(['set-cookie', 'set-cookie2']);

/**
 * A text as Postgres can hold it and a terminal can show it, at most `maxBytes` long in UTF-8 and cut
 * between characters: control characters are escaped as in JSON (`\u0000`), but for tabs and line
 * breaks; lone surrogates are replaced by U+FFFD.
 */
export function storableText(text: string, maxBytes: number): string {
  if (isStorable(text, maxBytes)) return text;
  // A character has at least one byte, so nothing that could stay is cut here.
  const bytes = Buffer.from(text.slice(0, maxBytes).replace(CONTROL, escapeControl));
  if (bytes.length <= maxBytes) return bytes.toString();
  let end = maxBytes;
  while (end > 0 && isContinuation(bytes[end])) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** Response headers as they are stored: at most 50, values of 1 KiB, without cookies. */
export function storableHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const stored: Record<string, string> = {};
  let room = MAX_STORED_HEADERS;
  for (const name of Object.keys(headers)) {
    if (room === 0) break;
    room -= 1;
    const key = storableText(name.toLowerCase(), MAX_STORED_NAME_BYTES);
    const value = SECRET_HEADERS.has(key) ? '' : (headers[name] ?? '');
    stored[key] = storableText(value, MAX_STORED_VALUE_BYTES);
  }
  return stored;
}

/** What nearly every text is; found out without copying it. No UTF-16 unit has more than 3 bytes. */
function isStorable(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes || SUSPECT.test(text)) return false;
  return text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes;
}

function escapeControl(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
