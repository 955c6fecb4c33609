import { Database } from './database';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';

describe('Database', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(() => database.drop());

  const select = (text: string) => ({ name: `spec_${text.length}`, text });

  it('rejects, and lives on, when the connection is lost in a transaction', async () => {
    const lost = database.database.transaction((runner) =>
      runner.run(select('SELECT pg_terminate_backend(pg_backend_pid())'), []),
    );
    await expect(lost).rejects.toThrow();
    expect(await database.database.run(select('SELECT 1 AS one'), [])).toEqual([{ one: 1 }]);
  });

  it('rolls back when the work throws, and keeps the connection', async () => {
    const failing = database.database.transaction(async (runner) => {
      await runner.run(select(`INSERT INTO hookline.worker (name) VALUES ('gone')`), []);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.database.run(select('SELECT name FROM hookline.worker'), [])).toEqual([]);
  });

  it('goes without names through a pooler that forgets them', async () => {
    const { database: named, connection } = database;
    await named.run({ name: 'spec', text: 'SELECT 1' }, []);
    // What it looks like when another client had the connection before.
    await named.run(select('DEALLOCATE ALL'), []);
    await expect(named.run({ name: 'spec', text: 'SELECT 1' }, [])).rejects.toMatchObject({
      code: '26000',
    });
    const unnamed = new Database({ ...connection, max: 1 }, { prepared: false });
    await unnamed.run({ name: 'spec', text: 'SELECT $1::int' }, [1]);
    await unnamed.run(select('DEALLOCATE ALL'), []);
    expect(await unnamed.run({ name: 'spec', text: 'SELECT $1::int AS n' }, [2])).toEqual([
      { n: 2 },
    ]);
    expect(await unnamed.run(select('SELECT name FROM pg_prepared_statements'), [])).toEqual([]);
    await unnamed.close();
  });

  it('gives a statement up after its timeout', async () => {
    await expect(database.database.run(select('SELECT pg_sleep(20)'), [], 100)).rejects.toThrow(
      /timeout/i,
    );
  });
});
