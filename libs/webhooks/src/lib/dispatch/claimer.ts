import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { LOWEST_UUID } from '../common/ids';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { ComingDeliveries } from '../storage/coming-deliveries';
import type { DueDelivery } from '../storage/due-delivery';
import { DATABASE, type Database, type Statement } from '../storage/database';
import { CLAIM_DELIVERIES } from '../storage/sql/claim-deliveries';
import { CLAIM_DUE, CLAIM_DUE_IN_TURN } from '../storage/sql/claim-due';
import { EXPIRE_DELIVERIES, type ExpiredRow } from '../storage/sql/expire-deliveries';
import { type ClaimedRow, toDueDeliveries } from '../storage/sql/claimed-row';

/** Deliveries of one endpoint in a claim in turn. */
const IN_TURN = 100;

/** What came of a claim of what is due, and whether another one would find more. */
export interface ClaimedDue {
  claimed: number;
  more: boolean;
}

type ClaimValues = (owner: string, count: number) => unknown[];

/** The way in for every delivery that Postgres holds: claimed for this process, then to its lane. */
@Injectable()
export class Claimer {
  /** The endpoint at which claims in turn go on. */
  private turnBegins = LOWEST_UUID;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
    private readonly lanes: LaneScheduler,
    private readonly coming: ComingDeliveries,
  ) {}

  /** Calls back when a lane that was full needs more, if there is any. */
  onLow(listener: () => void): void {
    this.lanes.onLow(listener);
  }

  /** Claims deliveries by id, as far as there is room. Answers how many. */
  claim(deliveryIds: readonly string[]): Promise<number> {
    const full = this.lanes.fullEndpoints();
    return this.take(CLAIM_DELIVERIES, deliveryIds.length, (owner, count) => [
      owner,
      deliveryIds,
      full,
      count,
    ]);
  }

  /**
   * Claims what is due, at most `limit` and as far as there is room: the oldest, or a few of each endpoint
   * while some have more than fits.
   */
  async claimDue(limit: number): Promise<ClaimedDue> {
    const full = this.lanes.fullEndpoints();
    const fullTenants = this.lanes.fullTenants();
    const values = (owner: string, count: number): unknown[] => [
      owner,
      this.clock.now(),
      full,
      count,
    ];
    if (full.length === 0 && fullTenants.length === 0) {
      const claimed = await this.take(CLAIM_DUE, limit, values);
      return { claimed, more: claimed === limit };
    }
    return this.claimInTurn(limit, (...given) => [
      ...values(...given),
      IN_TURN,
      this.turnBegins,
      fullTenants,
    ]);
  }

  /** Ends what expired before anybody claimed it, held or not, at most `limit`. Answers how many. */
  async expire(limit: number): Promise<number> {
    const values = [this.clock.now(), limit];
    const [row] = await this.database.run<ExpiredRow>(EXPIRE_DELIVERIES, values);
    return row?.expired ?? 0;
  }

  /** Goes on behind the endpoint with which the last turn ended. */
  private async claimInTurn(limit: number, values: ClaimValues): Promise<ClaimedDue> {
    const byEndpoint = new Map<string, number>();
    const claimed = await this.take(CLAIM_DUE_IN_TURN, limit, values, ({ endpointId }) => {
      byEndpoint.set(endpointId, (byEndpoint.get(endpointId) ?? 0) + 1);
    });
    const [last = LOWEST_UUID] = [...byEndpoint.keys()].sort().reverse();
    this.turnBegins = claimed < limit ? LOWEST_UUID : last;
    const more = claimed === limit || [...byEndpoint.values()].includes(IN_TURN);
    return { claimed, more };
  }

  /**
   * At most half of the room at a time: what comes may all be for one endpoint, which may have no
   * more than is left to the others.
   */
  private async take(
    statement: Statement,
    limit: number,
    values: ClaimValues,
    note: (delivery: DueDelivery) => void = () => undefined,
  ): Promise<number> {
    const owner = this.ownership.current();
    const room = this.lanes.room();
    if (owner === null || room === 0 || limit === 0) return 0;
    const count = Math.min(limit, Math.max(1, room >> 1));
    return this.coming.during(async () => {
      const rows = await this.database.run<ClaimedRow>(statement, values(owner, count));
      const deliveries = toDueDeliveries(rows);
      deliveries.forEach(note);
      this.lanes.accept(deliveries, { reserved: false });
      return rows.length;
    });
  }
}
