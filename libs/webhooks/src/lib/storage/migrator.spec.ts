import { Client } from 'pg';
import { createEmptyDatabase } from '../../testing/test-database';
import { assertMigrated, migrate, MIGRATIONS } from './migrator';

describe('migrator', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  const clients: Client[] = [];

  async function connect(): Promise<Client> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
    await database.drop();
  });

  it('brings an empty database up, once, however many processes start together', async () => {
    const three = await Promise.all([connect(), connect(), connect()]);
    const ran = await Promise.all(three.map((client) => migrate(client)));
    expect(ran.flat().sort()).toEqual(MIGRATIONS.map(({ name }) => name).sort());
    const { rows } = await (
      await connect()
    ).query<{ version: number }>('SELECT version FROM hookline.migration ORDER BY version');
    expect(rows.map(({ version }) => version)).toEqual(MIGRATIONS.map(({ version }) => version));
  });

  it('refuses to work on an old schema when migrations are manual, and says which steps are missing', async () => {
    const client = await connect();
    await expect(assertMigrated(client)).rejects.toMatchObject({
      code: 'HOOKLINE_MIGRATIONS_PENDING',
      message: expect.stringContaining('"initial"') as string,
    });
    await migrate(client);
    await expect(assertMigrated(client)).resolves.toBeUndefined();
  });

  it('refuses a schema that a newer version has migrated', async () => {
    const client = await connect();
    await migrate(client);
    await client.query(
      "INSERT INTO hookline.migration (version, name) VALUES (9999, 'from the future')",
    );
    await expect(migrate(client)).rejects.toMatchObject({ code: 'HOOKLINE_SCHEMA_NEWER' });
    await expect(assertMigrated(client)).rejects.toMatchObject({ code: 'HOOKLINE_SCHEMA_NEWER' });
  });

  it('leaves nothing half done when a step fails', async () => {
    const client = await connect();
    await client.query('CREATE SCHEMA hookline; CREATE TABLE hookline.worker (id int)');
    await expect(migrate(client)).rejects.toThrow(/worker/);
    const { rows } = await client.query<{ endpoint: string | null }>(
      `SELECT to_regclass('hookline.endpoint')::text AS endpoint`,
    );
    expect(rows[0]?.endpoint).toBeNull();
  });
});
