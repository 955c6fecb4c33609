import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { eventually } from '../../testing/eventually';
import { newUuid } from '../common/ids';
import { INSERT_WORKER, type WorkerRow } from './sql/insert-worker';
import { RELEASE_ORPHANS } from './sql/release-orphans';
import { RENEW_WORKER } from './sql/renew-worker';

/** Longer than a machine stands still: nobody is silent but by these tests. */
const TIMEOUT_MS = 60_000;

describe('Releasing orphans', () => {
  let test: TestDatabase;
  /** Who looks for silent ones. */
  let judge: string;

  beforeEach(async () => {
    test = await createTestDatabase();
    judge = await begin();
  });

  afterEach(() => test.drop());

  async function begin(): Promise<string> {
    const [worker] = await test.database.run<WorkerRow>(INSERT_WORKER, ['spec']);
    return worker?.id ?? '';
  }

  async function own(owner: string): Promise<void> {
    await test.database.pool.query(
      `INSERT INTO hookline.delivery
         (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, owner, due_at, created_at)
       VALUES ($1, $1, $1, 'tenant', 'x', 'publish', 'pending', 5, $2, now(), now())`,
      [newUuid(), owner],
    );
  }

  const release = () => test.database.run(RELEASE_ORPHANS, [TIMEOUT_MS, 500, judge]);
  const renew = (owner: string) => test.database.run(RENEW_WORKER, [owner, TIMEOUT_MS]);
  /** Makes the last renewal seem to be as long ago. */
  const lastSeen = (owner: string, ms: number) =>
    test.database.pool.query(
      `UPDATE hookline.worker SET seen_at = clock_timestamp() - make_interval(secs => $2) WHERE id = $1`,
      [owner, ms / 1_000],
    );
  /** Makes it seem to have been heard of without a gap for as long. */
  const steadyFor = (worker: string, ms: number) =>
    test.database.pool.query(
      `UPDATE hookline.worker SET steady_since = clock_timestamp() - make_interval(secs => $2) WHERE id = $1`,
      [worker, ms / 1_000],
    );
  /** What others can see, while a renewal is not committed. */
  const seemsSilent = (owner: string) =>
    eventually(async () => {
      const { rows } = await test.database.pool.query(
        `SELECT 1 FROM hookline.worker WHERE id = $1 AND seen_at < clock_timestamp() - make_interval(secs => $2)`,
        [owner, TIMEOUT_MS / 1_000],
      );
      return rows.length === 1;
    });

  it('frees what a silent owner has, and what nobody has any more', async () => {
    const owner = await begin();
    await own(owner);
    await own('999');
    expect(await release()).toHaveLength(1);
    await lastSeen(owner, TIMEOUT_MS);
    expect(await release()).toHaveLength(1);
  });

  it('ends the life, so that it can’t be renewed after others took over', async () => {
    const owner = await begin();
    await own(owner);
    await lastSeen(owner, TIMEOUT_MS);
    await release();
    await test.database.pool.query('UPDATE hookline.worker SET seen_at = clock_timestamp()');
    expect(await renew(owner)).toEqual([]);
  });

  it('ends the lives of those who own nothing: their lanes may be taken then', async () => {
    const owner = await begin();
    await lastSeen(owner, TIMEOUT_MS);
    expect(await release()).toEqual([]);
    expect(await renew(owner)).toEqual([]);
  });

  it('leaves all alone for one that was silent itself, until they had time to be heard', async () => {
    const owner = await begin();
    await own(owner);
    await own('999');
    await lastSeen(owner, TIMEOUT_MS);
    await lastSeen(judge, TIMEOUT_MS);
    // What nobody has is free all the same.
    expect(await release()).toHaveLength(1);
    expect(await renew(judge)).toHaveLength(1);
    expect(await release()).toEqual([]);
    expect(await renew(owner)).toHaveLength(1);
    await lastSeen(owner, TIMEOUT_MS);
    expect(await release()).toEqual([]);
    await steadyFor(judge, TIMEOUT_MS - 30_000);
    expect(await release()).toEqual([]);
    await steadyFor(judge, TIMEOUT_MS);
    expect(await release()).toHaveLength(1);
  });

  it('leaves an owner alone whose renewal is under way, however long it takes to commit', async () => {
    const owner = await begin();
    await own(owner);
    await lastSeen(owner, TIMEOUT_MS - 200);
    await test.database.transaction(async (runner) => {
      expect(await runner.run(RENEW_WORKER, [owner, TIMEOUT_MS])).toHaveLength(1);
      await seemsSilent(owner);
      expect(await release()).toEqual([]);
    });
    expect(await renew(owner)).toHaveLength(1);
    expect(await release()).toEqual([]);
  });
});
