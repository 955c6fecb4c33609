import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import {
  bigintArray,
  booleanArray,
  float8Array,
  integerArray,
  smallintArray,
  textArray,
  utf8Array,
  uuidArray,
} from './binary-array';

describe('Binary arrays', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const asPostgresReads = async (type: string, array: Buffer): Promise<unknown> => {
    const { rows } = await client.query<{ value: unknown }>(`SELECT $1::${type}[] AS value`, [
      array,
    ]);
    return rows[0]?.value;
  };

  it.each([
    ['text', textArray, ['', 'a,{"\\}', 'zażółć 🦆', 'NULL', null, ' x\n']],
    ['uuid', uuidArray, ['0198c2f4-9abc-7def-8123-456789abcdef', null]],
    ['smallint', smallintArray, [-32_768, 0, null, 32_767]],
    ['integer', integerArray, [-2_147_483_648, null, 2_147_483_647]],
    ['bigint', bigintArray, ['-9223372036854775808', null, '9223372036854775807']],
    ['float8', float8Array, [0, -1.5, null, 1_795_305_600_123.25]],
    ['boolean', booleanArray, [true, null, false]],
  ])('reach Postgres as %s[]', async (type, encode, values) => {
    const array = (encode as (values: readonly unknown[]) => Buffer)(values);
    expect(await asPostgresReads(type, array)).toEqual(values);
    expect(await asPostgresReads(type, (encode as (values: never[]) => Buffer)([]))).toEqual([]);
  });

  it('say the same as often as it is said', async () => {
    const texts = [
      'same',
      'same',
      null,
      'same',
      'ż',
      'ż',
      'long ż'.repeat(50),
      'long ż'.repeat(50),
    ];
    const uuid = '0198c2f4-9abc-7def-8123-456789abcdef';
    expect(await asPostgresReads('text', textArray(texts))).toEqual(texts);
    expect(await asPostgresReads('uuid', uuidArray([uuid, uuid, null, uuid]))).toEqual([
      uuid,
      uuid,
      null,
      uuid,
    ]);
    expect(await asPostgresReads('integer', integerArray([7, 7, -7, null, -7]))).toEqual([
      7,
      7,
      -7,
      null,
      -7,
    ]);
  });

  it('reach Postgres as text[] from UTF-8', async () => {
    const values = ['', 'zażółć 🦆'];
    expect(
      await asPostgresReads('text', utf8Array(values.map((text) => Buffer.from(text)))),
    ).toEqual(values);
  });

  it('refuse a number that does not fit, as Postgres would', () => {
    expect(() => smallintArray([40_000])).toThrow('out of range');
  });
});
