import { newUuid } from '../common/ids';
import type { Database } from '../storage/database';
import { END_JOB, RENEW_JOB, TAKE_JOB } from '../storage/sql/job-lease';

/** Longer than any statement may take, so that nobody loses a lease in the middle of one. */
const LEASE_MS = 60_000;

/**
 * The right to do a job that one process at a time does. A row with an end, and not a lock of the
 * session: that would not survive a pooler in transaction mode.
 */
export class JobLease {
  private readonly holder = newUuid();

  constructor(
    private readonly database: Database,
    private readonly name: string,
  ) {}

  /**
   * Takes it, unless somebody has it.
   * @param pauseMs that must have passed since the job was done by anybody
   */
  async take(pauseMs: number): Promise<boolean> {
    const values = [this.name, this.holder, LEASE_MS, pauseMs];
    return (await this.database.run(TAKE_JOB, values)).length > 0;
  }

  /** Answers whether it is still ours. */
  async renew(): Promise<boolean> {
    const values = [this.name, this.holder, LEASE_MS];
    return (await this.database.run(RENEW_JOB, values)).length > 0;
  }

  /** @param done whether the job was done to its end */
  async end(done: boolean): Promise<void> {
    await this.database.run(END_JOB, [this.name, this.holder, done]);
  }
}
