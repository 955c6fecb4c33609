import { Inject, Injectable, Logger } from '@nestjs/common';
import { PipelineCounts } from '../common/pipeline-counts';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { DATABASE, type Database } from '../storage/database';
import { RELEASE_OWNED } from '../storage/sql/release-owned';
import { type OwnedRow, SELECT_OWNED } from '../storage/sql/select-owned';

/** What is lost waits for this long at most, and a little: everything has to recover within 10 s. */
const INTERVAL_MS = 5_000;

/**
 * Compares what Postgres says this process owns with what it has in memory. A statement that was
 * carried out, but whose answer was lost with the connection, leaves deliveries that a living
 * process owns without knowing; they would wait for its end. They are given back, and so are those
 * that were cancelled and have not been sent yet.
 */
@Injectable()
export class Stocktaking {
  private readonly logger = new Logger('Hookline');
  private takenAt = -Infinity;
  private checking = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly lanes: LaneScheduler,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
    private readonly coming: ComingDeliveries,
    private readonly counts: PipelineCounts,
  ) {}

  /**
   * Takes stock, unless that was done a moment ago.
   * @param now monotonic time, in ms
   */
  async take(now: number): Promise<void> {
    const owner = this.ownership.current();
    if (owner === null || this.checking || now - this.takenAt < INTERVAL_MS) return;
    this.takenAt = now;
    const missing = await this.findMissing(owner);
    if (missing.length === 0) return;
    this.checking = true;
    // Not awaited: a statement that hangs may not hold the sweeper.
    void this.release(owner, missing)
      .catch((error: Error) => this.logger.warn(`Stocktaking failed: ${error.message}`))
      .finally(() => (this.checking = false));
  }

  private async findMissing(owner: string): Promise<OwnedRow[]> {
    const rows = await this.database.run<OwnedRow>(SELECT_OWNED, [owner]);
    const cancelled = rows.filter((row) => row.cancelled).map(({ id }) => id);
    if (cancelled.length > 0) this.lanes.drop(new Set(cancelled));
    return rows.filter(({ id }) => !this.lanes.holds(id));
  }

  /** What was missing before the statements of this moment ended, and is missing after them, is lost. */
  private async release(owner: string, missing: readonly OwnedRow[]): Promise<void> {
    await this.coming.settled();
    const before = new Map(missing.map(({ id, attempts }) => [id, attempts]));
    const lost = (await this.findMissing(owner)).filter(
      ({ id, attempts }) => before.get(id) === attempts,
    );
    if (lost.length === 0) return;
    const ids = lost.map(({ id }) => id);
    const attempts = lost.map((row) => row.attempts);
    await this.database.run(RELEASE_OWNED, [owner, ids, attempts]);
    this.counts.freed.add(ids.length, 'unanswered_claim');
    this.logger.warn(`Gave ${ids.length} deliveries back whose claim was never answered`);
  }
}
