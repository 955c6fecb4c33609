import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { groupBy } from '../common/group-by';
import { PipelineCounts } from '../common/pipeline-counts';
import type { DrainedLane } from '../lanes/drained-lanes';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { DATABASE, type Database, type Statement } from '../storage/database';
import {
  CLAIM_LANES,
  CLAIM_LINES,
  type ClaimedLaneRow,
  claimLanesValues,
} from '../storage/sql/claim-lanes';
import { toDueDeliveries } from '../storage/sql/claimed-row';

/** A lane, and how many of its deliveries may be taken now. */
export interface LaneDemand {
  lane: DrainedLane;
  count: number;
}

/** What came of a demand. */
export interface LaneSupply extends LaneDemand {
  /** `null`: the lane has another owner now. */
  claimed: number | null;
}

/** Takes deliveries of drained lanes out of Postgres: many lanes in one statement. */
@Injectable()
export class LaneClaimer {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly lanes: LaneScheduler,
    private readonly coming: ComingDeliveries,
    private readonly counts: PipelineCounts,
  ) {}

  /**
   * Claims what the demands ask for, for `owner`. An endpoint whose settings were changed may have both:
   * deliveries in line, and others.
   */
  async claim(owner: string, demands: readonly LaneDemand[]): Promise<LaneSupply[]> {
    const lined = await this.claimWith(CLAIM_LINES, owner, demands);
    const wanting = lined.filter(({ claimed, count }) => claimed !== null && claimed < count);
    const rest = wanting.map(({ lane, count, claimed }) => ({
      lane,
      count: count - (claimed ?? 0),
    }));
    const others = await this.claimWith(CLAIM_LANES, owner, rest);
    const otherOf = new Map(others.map((supply) => [supply.lane, supply]));
    return lined.map((supply) => {
      const other = otherOf.get(supply.lane);
      if (other === undefined || supply.claimed === null) return supply;
      const claimed = other.claimed === null ? null : supply.claimed + other.claimed;
      return { ...supply, claimed };
    });
  }

  private async claimWith(
    statement: Statement,
    owner: string,
    demands: readonly LaneDemand[],
  ): Promise<LaneSupply[]> {
    if (demands.length === 0) return [];
    const now = this.clock.now();
    const values = claimLanesValues(
      owner,
      now,
      demands.map((demand) => this.wanted(demand, now)),
    );
    const rows = await this.coming.during(async () => {
      const answer = await this.database.run<ClaimedLaneRow>(statement, values);
      this.lanes.accept(toDueDeliveries(answer.filter((row) => row.id !== null)), {
        reserved: false,
      });
      return answer;
    });
    this.counts.taken.add(rows.filter(({ id }) => id !== null).length, 'lane');
    const byLane = groupBy(rows, ({ lane }) => lane);
    return demands.map((demand) => {
      const own = byLane.get(demand.lane.endpointId) ?? [];
      return supply(demand, own, statement === CLAIM_LINES);
    });
  }

  private wanted(
    { lane, count }: LaneDemand,
    now: number,
  ): Parameters<typeof claimLanesValues>[2][number] {
    const { endpointId, epoch, cursor, settings } = lane;
    const bucket = lane.bucketAt(now);
    const { waiting } = this.lanes.loadOf(endpointId);
    const tokens = bucket === undefined ? null : bucket.tokens - waiting - count;
    return { endpointId, epoch, count, tokens, after: cursor, halts: settings?.halts === true };
  }
}

/** Counts what a lane got; one in order goes on behind the last key, and from the first one at the end. */
function supply(demand: LaneDemand, own: readonly ClaimedLaneRow[], inLine: boolean): LaneSupply {
  const { lane, count } = demand;
  if (own.length === 0) return { ...demand, claimed: null };
  const keys = own.flatMap((row) => (row.id === null ? [] : [row.ordering_key ?? '']));
  if (inLine) lane.cursor = keys.length === count ? `${keys.sort(byBytes).at(-1) ?? ''}\u0001` : '';
  return { ...demand, claimed: keys.length };
}

/** As Postgres sorts with the collation "C". */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
