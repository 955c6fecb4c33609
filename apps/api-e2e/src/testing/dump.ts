import { Client } from 'pg';

/** Every row of every table of these schemas, as text; without any, of the whole database. */
export async function dumpSchemas(url: string, ...schemas: string[]): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname = ANY ($1) OR (cardinality($1) = 0 AND schemaname NOT IN ('pg_catalog', 'information_schema'))`,
      [schemas],
    );
    const lines: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      lines.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return lines.join('\n');
  } finally {
    await client.end();
  }
}
