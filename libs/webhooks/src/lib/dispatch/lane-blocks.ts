import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { FailureLog } from '../common/failure-log';
import { LaneHealth } from '../lanes/lane-health';
import { LaneScheduler } from '../lanes/lane-scheduler';
import type { LaneBlock } from '../policy/lane-block';
import { EndpointNotices } from '../registry/endpoint-notices';
import { DATABASE, type Database, type StatementRunner } from '../storage/database';
import {
  BLOCK_LANE,
  type BlockedLaneRow,
  type HeldRow,
  HOLD_DUE,
  type LaneBlockRow,
  SELECT_LANE_BLOCKS,
  UNBLOCK_LANE,
} from '../storage/sql/lane-blocks';

/** Deliveries that are held at once. */
const HOLD_AT_ONCE = 2_000;

/**
 * Which endpoints are blocked, between the processes: writes down what this one finds out, and reads what
 * the others did. Holds what falls due for them.
 */
@Injectable()
export class LaneBlocks {
  private readonly failures = new FailureLog(
    new Logger('Hookline'),
    'Exchanging blocked endpoints',
  );
  /** Of these this process knows better than Postgres. */
  private readonly unwritten = new Map<string, LaneBlock>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly health: LaneHealth,
    private readonly notices: EndpointNotices,
    lanes: LaneScheduler,
  ) {
    health.onBlock((endpointId, block) => {
      if (block === undefined) this.unwritten.delete(endpointId);
      else this.unwritten.set(endpointId, block);
      if (block?.phase === 'open') lanes.hold(endpointId);
    });
  }

  /** Whether anything has to be written or held. */
  get isBehind(): boolean {
    return this.unwritten.size > 0 || this.health.backlogged.length > 0;
  }

  /** Writes, reads, then holds. What fails is done the next time. */
  async exchange(): Promise<void> {
    try {
      await this.write();
      const rows = await this.database.run<LaneBlockRow>(SELECT_LANE_BLOCKS, []);
      const stored = new Map(rows.map(({ endpoint_id: id, ...block }) => [id, block]));
      this.health.adopt(stored, (endpointId) => this.unwritten.has(endpointId));
      await this.holdDue();
      this.failures.succeeded();
    } catch (error) {
      this.failures.failed(error as Error);
    }
  }

  /** Ends the block of a lane that `owner` has, if nothing is held for it any more. */
  async end(endpointId: string, owner: string): Promise<void> {
    const rows = await this.database.run(UNBLOCK_LANE, [endpointId, owner]);
    if (rows.length > 0) this.health.close(endpointId);
  }

  private async holdDue(): Promise<void> {
    const open = this.health.open();
    if (open.length === 0) {
      this.health.leaveBacklogs([]);
      return;
    }
    const values = [open, this.clock.now(), HOLD_AT_ONCE];
    const [row] = await this.database.run<HeldRow>(HOLD_DUE, values);
    this.health.leaveBacklogs(row?.held === HOLD_AT_ONCE ? open : []);
  }

  private async write(): Promise<void> {
    for (const [endpointId, block] of [...this.unwritten]) {
      const tell = await this.database.transaction((runner) =>
        this.writeOne(runner, endpointId, block),
      );
      if (this.unwritten.get(endpointId) === block) this.unwritten.delete(endpointId);
      tell?.();
    }
  }

  /** Answers how to tell of a circuit that opened, after the commit. */
  private async writeOne(
    runner: StatementRunner,
    endpointId: string,
    { phase, reason, openings, at }: LaneBlock,
  ): Promise<(() => void) | undefined> {
    const values = [endpointId, phase, reason, openings, at];
    const [row] = await runner.run<BlockedLaneRow>(BLOCK_LANE, values);
    if (row?.was_closed !== true || phase !== 'open' || reason !== 'failures') return undefined;
    const opened = { tenantId: row.tenant_id, endpointId, openedAt: this.clock.now() };
    return this.notices.circuitOpened(runner, { ...opened, nextProbeAt: at });
  }
}
