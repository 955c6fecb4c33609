import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { DATABASE, type Database, type Statement } from '../storage/database';
import { CLAIM_DELIVERIES } from '../storage/sql/claim-deliveries';
import { CLAIM_DUE } from '../storage/sql/claim-due';
import { type ClaimedRow, toDueDeliveries } from '../storage/sql/claimed-row';

/** The way in for every delivery that Postgres holds: claimed for this process, then to its lane. */
@Injectable()
export class Claimer {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
    private readonly lanes: LaneScheduler,
    private readonly coming: ComingDeliveries,
  ) {}

  /** Claims deliveries by id, as far as there is room. Answers how many. */
  claim(deliveryIds: readonly string[]): Promise<number> {
    return this.take(CLAIM_DELIVERIES, deliveryIds.length, (owner, full, count) => [
      owner,
      deliveryIds,
      full,
      count,
    ]);
  }

  /** Claims what is due, at most `limit` and as far as there is room. Answers how many. */
  claimDue(limit: number): Promise<number> {
    return this.take(CLAIM_DUE, limit, (owner, full, count) => [
      owner,
      this.clock.now(),
      full,
      count,
    ]);
  }

  /**
   * At most half of the room at a time: what comes may all be for one endpoint, which may have no
   * more than is left to the others.
   */
  private async take(
    statement: Statement,
    limit: number,
    values: (owner: string, full: string[], count: number) => unknown[],
  ): Promise<number> {
    const owner = this.ownership.current();
    const room = this.lanes.room();
    if (owner === null || room === 0 || limit === 0) return 0;
    const count = Math.min(limit, Math.max(1, room >> 1));
    const full = this.lanes.fullEndpoints();
    return this.coming.during(async () => {
      const rows = await this.database.run<ClaimedRow>(statement, values(owner, full, count));
      this.lanes.accept(toDueDeliveries(rows), { reserved: false });
      return rows.length;
    });
  }
}
