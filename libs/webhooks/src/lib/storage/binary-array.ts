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

/** How the elements of one type are written. */
interface ElementType<Value> {
  oid: number;
  /** Bytes that a value takes. */
  size: (value: Value) => number;
  /** Answers where the value ends. */
  write: (buffer: Buffer, value: Value, offset: number) => number;
}

type Encoder<Value> = (values: readonly (Value | null)[]) => Buffer;

function encoder<Value>(type: ElementType<Value>): Encoder<Value> {
  return (values) => {
    let size = HEADER_BYTES + (values.length === 0 ? 0 : DIMENSION_BYTES);
    for (const value of values) size += LENGTH_BYTES + (value === null ? 0 : type.size(value));
    const buffer = Buffer.allocUnsafe(size);
    let offset = writeHeader(buffer, type.oid, values);
    for (const value of values) {
      const start = offset + LENGTH_BYTES;
      const end = value === null ? start : type.write(buffer, value, start);
      buffer.writeInt32BE(value === null ? NULL_LENGTH : end - start, offset);
      offset = end;
    }
    return buffer;
  };
}

function writeHeader(buffer: Buffer, oid: number, values: readonly unknown[]): number {
  const dimensions = values.length === 0 ? 0 : 1;
  let offset = buffer.writeInt32BE(dimensions, 0);
  offset = buffer.writeInt32BE(values.includes(null) ? 1 : 0, offset);
  offset = buffer.writeInt32BE(oid, offset);
  if (dimensions === 0) return offset;
  offset = buffer.writeInt32BE(values.length, offset);
  // Arrays count from 1.
  return buffer.writeInt32BE(1, offset);
}

/** `text[]`. NUL is refused by Postgres. */
export const textArray = encoder<string>({
  oid: OID.text,
  size: (value) => Buffer.byteLength(value),
  write: (buffer, value, offset) => offset + buffer.write(value, offset),
});

/** `text[]` of texts that are UTF-8 already. */
export const utf8Array = encoder<Uint8Array>({
  oid: OID.text,
  size: (value) => value.length,
  write: (buffer, value, offset) => {
    buffer.set(value, offset);
    return offset + value.length;
  },
});

/** `uuid[]` of uuids with hyphens. */
export const uuidArray = encoder<string>({
  oid: OID.uuid,
  size: () => 16,
  write: writeUuid,
});

/** `smallint[]` */
export const smallintArray = encoder<number>({
  oid: OID.int2,
  size: () => 2,
  write: (buffer, value, offset) => buffer.writeInt16BE(value, offset),
});

/** `integer[]` */
export const integerArray = encoder<number>({
  oid: OID.int4,
  size: () => 4,
  write: (buffer, value, offset) => buffer.writeInt32BE(value, offset),
});

/** `bigint[]` of decimal texts, as `pg` answers them. */
export const bigintArray = encoder<string>({
  oid: OID.int8,
  size: () => 8,
  write: (buffer, value, offset) => buffer.writeBigInt64BE(BigInt(value), offset),
});

/** `float8[]` */
export const float8Array = encoder<number>({
  oid: OID.float8,
  size: () => 8,
  write: (buffer, value, offset) => buffer.writeDoubleBE(value, offset),
});

/** `boolean[]` */
export const booleanArray = encoder<boolean>({
  oid: OID.bool,
  size: () => 1,
  write: (buffer, value, offset) => buffer.writeUInt8(value ? 1 : 0, offset),
});

function writeUuid(buffer: Buffer, uuid: string, offset: number): number {
  let position = offset;
  for (let index = 0; index < uuid.length; index += 2) {
    if (uuid.charCodeAt(index) === HYPHEN) index += 1;
    const high = hexDigit(uuid.charCodeAt(index));
    buffer[position] = (high << 4) | hexDigit(uuid.charCodeAt(index + 1));
    position += 1;
  }
  return position;
}
