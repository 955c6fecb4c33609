import { HYPHEN, hexDigit } from '../common/hex';

/**
 * Array parameters in Postgres's binary format, which `pg` sends for a `Buffer`. The text format costs
 * both sides more than the statement: each element is escaped here and parsed there, payloads too.
 * Layout: "array_send" of PostgreSQL's `arrayfuncs.c`.
 */

/** Object ids of the element types (`pg_type.dat` of PostgreSQL; they never change). */
const OID = { bool: 16, int8: 20, int2: 21, int4: 23, text: 25, float8: 701, uuid: 2950 } as const;
const HEADER_BYTES = 12;
const DIMENSION_BYTES = 8;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** Texts up to this length are written here: a call into Node costs as much as so many characters. */
const SHORT_TEXT = 40;
/** Bytes of one UTF-16 unit in UTF-8, at most. */
const MOST_BYTES_OF_UNIT = 3;

type Encoder<Value> = (values: readonly (Value | null)[]) => Buffer;

/** Room for an array whose elements take at most `bytes`, lengths not included. */
function allocate(count: number, bytes: number): Buffer {
  return Buffer.allocUnsafe(HEADER_BYTES + DIMENSION_BYTES + count * LENGTH_BYTES + bytes);
}

/** Answers where the elements begin. */
function writeHeader(buffer: Buffer, oid: number, values: readonly unknown[]): number {
  const dimensions = values.length === 0 ? 0 : 1;
  writeInteger(buffer, dimensions, 0);
  writeInteger(buffer, values.includes(null) ? 1 : 0, 4);
  writeInteger(buffer, oid, 8);
  if (dimensions === 0) return HEADER_BYTES;
  writeInteger(buffer, values.length, HEADER_BYTES);
  // Arrays count from 1.
  writeInteger(buffer, 1, HEADER_BYTES + 4);
  return HEADER_BYTES + DIMENSION_BYTES;
}

/** For what is 32 bits long for certain: `writeInt32BE` looks whether it is. */
function writeInteger(buffer: Buffer, value: number, offset: number): void {
  buffer[offset] = value >>> 24;
  buffer[offset + 1] = value >>> 16;
  buffer[offset + 2] = value >>> 8;
  buffer[offset + 3] = value;
}

/**
 * A value that is the one before it, as owners and times often are, is copied.
 * @param write writes one element, which takes `size` bytes
 */
function fixedSize<Value>(
  oid: number,
  size: number,
  write: (buffer: Buffer, value: Value, offset: number) => void,
): Encoder<Value> {
  return (values) => {
    const buffer = allocate(values.length, values.length * size);
    let offset = writeHeader(buffer, oid, values);
    let last: Value | null = null;
    for (const value of values) {
      const start = offset + LENGTH_BYTES;
      writeInteger(buffer, value === null ? NULL_LENGTH : size, offset);
      offset = start;
      if (value === null) {
        last = null;
        continue;
      }
      if (value === last) copyBytes(buffer, start - LENGTH_BYTES - size, start, size);
      else write(buffer, value, start);
      last = value;
      offset += size;
    }
    return buffer.subarray(0, offset);
  };
}

/** For a few bytes, a loop is quicker than a call of `copyWithin`. */
function copyBytes(buffer: Buffer, from: number, to: number, count: number): void {
  for (let index = 0; index < count; index += 1) buffer[to + index] = buffer[from + index] ?? 0;
}

/** `text[]`. NUL is refused by Postgres. A column often says the same in every row: then it is copied. */
export const textArray: Encoder<string> = (values) => {
  const buffer = allocate(values.length, mostBytesOf(values));
  let offset = writeHeader(buffer, OID.text, values);
  let last: string | null = null;
  let lastOffset = 0;
  let lastEnd = 0;
  for (const value of values) {
    if (value === null) {
      writeInteger(buffer, NULL_LENGTH, offset);
      offset += LENGTH_BYTES;
    } else if (value === last) {
      buffer.copyWithin(offset, lastOffset, lastEnd);
      offset += lastEnd - lastOffset;
    } else {
      last = value;
      lastOffset = offset;
      lastEnd = writeText(buffer, value, offset + LENGTH_BYTES);
      writeInteger(buffer, lastEnd - offset - LENGTH_BYTES, offset);
      offset = lastEnd;
    }
  }
  return buffer.subarray(0, offset);
};

function mostBytesOf(texts: readonly (string | null)[]): number {
  let bytes = 0;
  for (const text of texts) {
    if (text === null) continue;
    const { length } = text;
    bytes += length <= SHORT_TEXT ? length * MOST_BYTES_OF_UNIT : Buffer.byteLength(text);
  }
  return bytes;
}

/** Answers where the text ends. */
function writeText(buffer: Buffer, text: string, offset: number): number {
  const { length } = text;
  if (length > SHORT_TEXT) return offset + buffer.write(text, offset);
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return offset + buffer.write(text, offset);
    buffer[offset + index] = code;
  }
  return offset + length;
}

/** `text[]` of texts that are UTF-8 already. */
export function utf8Array(texts: readonly Uint8Array[]): Buffer {
  let bytes = 0;
  for (const { length } of texts) bytes += length;
  const buffer = allocate(texts.length, bytes);
  let offset = writeHeader(buffer, OID.text, texts);
  for (const text of texts) {
    writeInteger(buffer, text.length, offset);
    buffer.set(text, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + text.length;
  }
  return buffer.subarray(0, offset);
}

/** `uuid[]` of uuids with hyphens. */
export const uuidArray = fixedSize<string>(OID.uuid, 16, writeUuid);

/** `smallint[]` */
export const smallintArray = fixedSize<number>(OID.int2, 2, (buffer, value, offset) => {
  buffer.writeInt16BE(value, offset);
});

/** `integer[]` */
export const integerArray = fixedSize<number>(OID.int4, 4, (buffer, value, offset) => {
  buffer.writeInt32BE(value, offset);
});

/** `bigint[]` of decimal texts, as `pg` answers them. */
export const bigintArray = fixedSize<string>(OID.int8, 8, (buffer, value, offset) => {
  buffer.writeBigInt64BE(BigInt(value), offset);
});

/** `float8[]` */
export const float8Array = fixedSize<number>(OID.float8, 8, (buffer, value, offset) => {
  buffer.writeDoubleBE(value, offset);
});

/** `boolean[]` */
export const booleanArray = fixedSize<boolean>(OID.bool, 1, (buffer, value, offset) => {
  buffer[offset] = value ? 1 : 0;
});

function writeUuid(buffer: Buffer, uuid: string, offset: number): void {
  let position = offset;
  for (let index = 0; index < uuid.length; index += 2) {
    if (uuid.charCodeAt(index) === HYPHEN) index += 1;
    const high = hexDigit(uuid.charCodeAt(index));
    buffer[position] = (high << 4) | hexDigit(uuid.charCodeAt(index + 1));
    position += 1;
  }
}
