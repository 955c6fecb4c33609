import type {
  ApiKeyId,
  AuditEntryId,
  DeliveryId,
  EndpointId,
  EventId,
  ReplayId,
  SecretId,
} from '@hookline/contracts';
import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';
import { HEX_CODES, HYPHEN, hexDigit } from './hex';
import { IdInvalidError } from './errors/id-invalid.error';

/** Lower-case Crockford base32: sorts like the uuid, and has no i, l, o or u to misread. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Their character codes, by value. */
const ALPHABET_CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const ENCODED_LENGTH = 26;
const UUID_LENGTH = 36;
/** Where the hyphens of a uuid are. */
const HYPHENS: readonly number[] = [8, 13, 18, 23];
/** What the 48 bits of time in a uuid hold. */
const MAX_UUID_MS = 2 ** 48 - 1;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface IdTypes {
  evt: EventId;
  ep: EndpointId;
  dlv: DeliveryId;
  rpl: ReplayId;
  key: ApiKeyId;
  aud: AuditEntryId;
  sec: SecretId;
}
/**
 * What an id is of: `evt` event, `ep` endpoint, `dlv` delivery, `rpl` replay, `key` API key, `aud` entry of
 * the audit trail, `sec` signing secret.
 */
export type IdPrefix = keyof IdTypes;

/** Random words that are fetched at once: a call to the generator costs as much as many words. */
const random = new Uint32Array(1_024);
let usedRandom = random.length;
const generator = new V7Generator({
  nextUint32: () => {
    if (usedRandom === random.length) {
      randomFillSync(random);
      usedRandom = 0;
    }
    const word = random[usedRandom] ?? 0;
    usedRandom += 1;
    return word;
  },
});

/**
 * Where ids are written, and then read as a text: of texts that are put together from pieces, each step
 * would be left for the garbage collector.
 */
const scratch = Buffer.alloc(UUID_LENGTH);

/** A new time-ordered uuid (version 7), the form that Postgres stores. */
export function newUuid(): string {
  const { bytes } = generator.generate();
  let end = 0;
  for (const byte of bytes) {
    if (HYPHENS.includes(end)) scratch[end++] = HYPHEN;
    scratch[end++] = HEX_CODES[byte >>> 4] ?? 0;
    scratch[end++] = HEX_CODES[byte & 15] ?? 0;
  }
  return scratch.toString('latin1', 0, end);
}

/** Sorts before every uuid that is made: where a walk through ids begins. */
export const LOWEST_UUID = '00000000-0000-0000-0000-000000000000';

/** The lowest uuid of version 7 that a moment (ms since 1970) may have: for ranges of ids by time. */
export function lowestUuidAt(ms: number): string {
  const time = Math.min(Math.max(0, Math.floor(ms)), MAX_UUID_MS);
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The public form of a stored uuid: `evt_01…`. */
export function encodeId<Prefix extends IdPrefix>(prefix: Prefix, uuid: string): IdTypes[Prefix] {
  let end = 0;
  let buffer = 0;
  // 26 characters hold 130 bits: two leading zero bits, then the uuid's 128.
  let bits = 2;
  for (let index = 0; index < uuid.length; index += 1) {
    const code = uuid.charCodeAt(index);
    if (code === HYPHEN) continue;
    buffer = (buffer << 4) | hexDigit(code);
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    scratch[end++] = ALPHABET_CODES[buffer >>> bits] ?? 0;
    buffer &= (1 << bits) - 1;
  }
  return `${prefix}_${scratch.toString('latin1', 0, end)}` as IdTypes[Prefix];
}

/**
 * The stored uuid of a public id. Upper case is taken too.
 * @throws IdInvalidError when it is not an id of this kind
 */
export function decodeId(prefix: IdPrefix, id: string): string {
  const text = id.toLowerCase();
  if (!text.startsWith(`${prefix}_`) || text.length !== prefix.length + 1 + ENCODED_LENGTH) {
    throw invalid(prefix, id);
  }
  let value = 0n;
  for (const character of text.slice(prefix.length + 1)) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw invalid(prefix, id);
    value = (value << 5n) | BigInt(digit);
  }
  const hex = value.toString(16).padStart(32, '0');
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (!UUID.test(uuid)) throw invalid(prefix, id);
  return uuid;
}

function invalid(prefix: IdPrefix, id: string): IdInvalidError {
  return new IdInvalidError(
    `"${id.slice(0, 64)}" is not an id of the form ${prefix}_ and ${ENCODED_LENGTH} characters.`,
  );
}
