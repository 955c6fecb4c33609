import { Inject, Injectable, Logger } from '@nestjs/common';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { DATABASE, type Database } from '../storage/database';
import { RELEASE_OWNED } from '../storage/sql/release-owned';
import { SELECT_OWNED } from '../storage/sql/select-owned';
import { QUERY_TIMEOUT_MS } from '../storage/storage.providers';

const INTERVAL_MS = 5_000;
/** Longer than any statement of ours may take: whose answer is still to come is in memory by then. */
const PATIENCE_MS = QUERY_TIMEOUT_MS + 1_000;

/**
 * Compares what Postgres says this process owns with what it has in memory. A statement that was
 * carried out, but whose answer was lost with the connection, leaves deliveries that a living
 * process owns without knowing; they would wait for its end. They are given back.
 */
@Injectable()
export class Stocktaking {
  private readonly logger = new Logger('Hookline');
  /** When a delivery was first found in Postgres only. */
  private missingSince = new Map<string, number>();
  private takenAt = -Infinity;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly lanes: LaneScheduler,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
  ) {}

  /**
   * Takes stock, unless that was done a moment ago.
   * @param now monotonic time, in ms
   */
  async take(now: number): Promise<void> {
    const owner = this.ownership.current();
    if (owner === null || now - this.takenAt < INTERVAL_MS) return;
    this.takenAt = now;
    const rows = await this.database.run<{ id: string }>(SELECT_OWNED, [owner]);
    const missing = rows.filter(({ id }) => !this.lanes.holds(id));
    this.missingSince = new Map(missing.map(({ id }) => [id, this.missingSince.get(id) ?? now]));
    await this.release(owner, now);
  }

  private async release(owner: string, now: number): Promise<void> {
    const lost = [...this.missingSince].filter(([, since]) => now - since >= PATIENCE_MS);
    if (lost.length === 0) return;
    const ids = lost.map(([id]) => id);
    await this.database.run(RELEASE_OWNED, [owner, ids]);
    this.logger.warn(`Gave ${ids.length} deliveries back whose claim was never answered`);
  }
}
