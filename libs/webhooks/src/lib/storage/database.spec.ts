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

  it('gives a statement up after its timeout', async () => {
    await expect(database.database.run(select('SELECT pg_sleep(20)'), [], 100)).rejects.toThrow(
      /timeout/i,
    );
  });
});
