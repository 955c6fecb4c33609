import { MigrationExecutor, type DataSource } from 'typeorm';

/** Any number that nobody else locks: "host" in ASCII. */
const MIGRATION_LOCK = 0x68_6f_73_74;

/**
 * Runs the migrations that have not run yet, all in one transaction. Processes that start at once
 * take turns: the later ones find nothing left to do.
 */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    // Held until the transaction ends, on the connection that migrates.
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await runner.commitTransaction();
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}
