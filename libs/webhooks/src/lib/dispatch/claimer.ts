import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { DATABASE, type Database, type Statement } from '../storage/database';
import { CLAIM_DELIVERIES } from '../storage/sql/claim-deliveries';
import { CLAIM_DUE } from '../storage/sql/claim-due';
import { type ClaimedRow, toDueDelivery } from '../storage/sql/claimed-row';

/** The way in for every delivery that Postgres holds: claimed for this process, then to its lane. */
@Injectable()
export class Claimer {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
    private readonly lanes: LaneScheduler,
  ) {}

  /** Claims deliveries by id, as far as there is room. Answers how many. */
  async claim(deliveryIds: readonly string[]): Promise<number> {
    const ids = deliveryIds.slice(0, this.lanes.room());
    return ids.length === 0 ? 0 : this.take(CLAIM_DELIVERIES, (owner) => [owner, ids]);
  }

  /** Claims what is due, at most `limit` and as far as there is room. Answers how many. */
  async claimDue(limit: number): Promise<number> {
    const count = Math.min(limit, this.lanes.room());
    if (count === 0) return 0;
    const full = this.lanes.fullEndpoints();
    return this.take(CLAIM_DUE, (owner) => [owner, this.clock.now(), full, count]);
  }

  private async take(statement: Statement, values: (owner: string) => unknown[]): Promise<number> {
    const owner = this.ownership.current();
    if (owner === null) return 0;
    const rows = await this.database.run<ClaimedRow>(statement, values(owner));
    this.lanes.accept(rows.map(toDueDelivery), { reserved: false });
    return rows.length;
  }
}
