import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { LOWEST_UUID } from '../common/ids';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import type { Portion } from '../policy/backlog-pace';
import { ComingDeliveries } from '../storage/coming-deliveries';
import type { DueDelivery } from '../storage/due-delivery';
import { DATABASE, type Database } from '../storage/database';
import { CLAIM_DELIVERIES } from '../storage/sql/claim-deliveries';
import { AVOID_SORTING, CLAIM_DUE, CLAIM_DUE_IN_TURN } from '../storage/sql/claim-due';
import { EXPIRE_DELIVERIES, type ExpiredRow } from '../storage/sql/expire-deliveries';
import { type ClaimedRow, toDueDeliveries } from '../storage/sql/claimed-row';

/** What came of a claim of what is due. */
export interface ClaimedDue {
  claimed: readonly DueDelivery[];
  /** Whether another one would find more. */
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
  async claim(deliveryIds: readonly string[]): Promise<number> {
    const full = this.lanes.fullEndpoints();
    const claimed = await this.take(deliveryIds.length, (owner, count) =>
      this.database.run(CLAIM_DELIVERIES, [owner, deliveryIds, full, count]),
    );
    return claimed.length;
  }

  /** How long ago the newest delivery that this process has taken on was created, in ms. */
  newestMsAgo(): number {
    return this.clock.now() - this.lanes.newestCreatedAt;
  }

  /**
   * Claims what is due, at most a portion and as far as there is room.
   * @param inTurn a few of each endpoint, even when none has more than fits; otherwise the oldest
   */
  async claimDue(portion: Portion, { inTurn }: { inTurn: boolean }): Promise<ClaimedDue> {
    const full = this.lanes.fullEndpoints();
    const fullTenants = this.lanes.fullTenants();
    const values = (owner: string, count: number): unknown[] => [
      owner,
      this.clock.now(),
      full,
      count,
    ];
    if (inTurn || full.length > 0 || fullTenants.length > 0) {
      return this.claimInTurn(portion, fullTenants, values);
    }
    const claimed = await this.take(portion.all, (owner, count) =>
      this.database.run(CLAIM_DUE, values(owner, count)),
    );
    return { claimed, more: claimed.length === portion.all };
  }

  /** Ends what expired before anybody claimed it, held or not, at most `limit`. Answers how many. */
  async expire(limit: number): Promise<number> {
    const values = [this.clock.now(), limit];
    const [row] = await this.database.run<ExpiredRow>(EXPIRE_DELIVERIES, values);
    return row?.expired ?? 0;
  }

  /** Goes on behind the endpoint with which the last turn ended, and from the first one after the last. */
  private async claimInTurn(
    { all, ofEndpoint }: Portion,
    fullTenants: readonly string[],
    values: ClaimValues,
  ): Promise<ClaimedDue> {
    const begins = this.turnBegins;
    let most = 0;
    const claimed = await this.take(all, (owner, count) => {
      most = count;
      return this.database.transaction(async (runner) => {
        await runner.run(AVOID_SORTING, []);
        const claim = [...values(owner, count), ofEndpoint, begins, fullTenants];
        return runner.run<ClaimedRow>(CLAIM_DUE_IN_TURN, claim);
      });
    });
    const byEndpoint = new Map<string, number>();
    for (const { endpointId } of claimed) {
      byEndpoint.set(endpointId, (byEndpoint.get(endpointId) ?? 0) + 1);
    }
    const [last = LOWEST_UUID] = [...byEndpoint.keys()].sort().reverse();
    this.turnBegins = claimed.length < most ? LOWEST_UUID : last;
    const more =
      begins !== LOWEST_UUID ||
      claimed.length === all ||
      [...byEndpoint.values()].includes(ofEndpoint);
    return { claimed, more };
  }

  /**
   * At most half of the room at a time: what comes may all be for one endpoint, which may have no
   * more than is left to the others.
   */
  private async take(
    limit: number,
    claim: (owner: string, count: number) => Promise<ClaimedRow[]>,
  ): Promise<readonly DueDelivery[]> {
    const owner = this.ownership.current();
    const room = this.lanes.room();
    if (owner === null || room === 0 || limit === 0) return [];
    const count = Math.min(limit, Math.max(1, room >> 1));
    return this.coming.during(async () => {
      const deliveries = toDueDeliveries(await claim(owner, count));
      this.lanes.accept(deliveries, { reserved: false });
      return deliveries;
    });
  }
}
