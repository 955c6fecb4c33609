import { Injectable, Logger } from '@nestjs/common';
import { FailureLog } from '../common/failure-log';
import { DrainedLane } from '../lanes/drained-lanes';
import { LaneScheduler } from '../lanes/lane-scheduler';
import { RELEASE_LANES } from '../storage/sql/lane-blocks';
import { TAKE_LANES, type TakenLaneRow } from '../storage/sql/take-lanes';
import { LaneBlocks } from './lane-blocks';
import { LaneClaimer, type LaneSupply } from './lane-claimer';
import { LaneDemands } from './lane-demands';
import { LaneKeeperParts } from './lane-keeper-parts';

/** Lanes that a process takes at a time, so that several share them. */
const TAKE_AT_ONCE = 50;
/** Lanes in one claim. */
const CLAIM_AT_ONCE = 100;
/** A lane that has had nothing for so long is given up. */
const IDLE_MS = 10_000;

/**
 * Keeps the lanes of this process: those whose deliveries any limit, order or block holds in Postgres. It
 * becomes the owner of lanes that have none, takes out what may go now, and gives up those that are idle.
 * One thing at a time; what comes meanwhile is done next.
 */
@Injectable()
export class LaneKeeper {
  private readonly failures = new FailureLog(new Logger('Hookline'), 'Keeping lanes');
  /** Lanes that may have something to do. */
  private readonly dirty = new Set<string>();
  /** Endpoints that got deliveries, and whose lanes may have no owner. */
  private readonly unknown = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private tookAt = -Infinity;
  private exchangedAt = -Infinity;
  private stopped = true;

  constructor(
    private readonly parts: LaneKeeperParts,
    private readonly claimer: LaneClaimer,
    private readonly blocks: LaneBlocks,
    private readonly demands: LaneDemands,
    private readonly lanes: LaneScheduler,
  ) {
    lanes.onFreed((endpointId) => this.freed(endpointId));
    parts.ownership.onLost(() => parts.drains.clear());
  }

  start(): void {
    this.stopped = false;
    this.timer = setInterval(() => this.tick(), this.parts.config.dispatch.laneIntervalMs);
  }

  /** Takes nothing more. The end of this process's life frees its lanes. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  /** Endpoints (stored uuids) got deliveries that wait for their lanes. */
  wake(endpointIds: Iterable<string>): void {
    for (const endpointId of endpointIds) {
      if (this.parts.drains.get(endpointId) === undefined) this.unknown.add(endpointId);
      else this.dirty.add(endpointId);
    }
    this.run();
  }

  private freed(endpointId: string): void {
    const lane = this.parts.drains.get(endpointId);
    if (lane === undefined || !(lane.hasMore || lane.settings?.ordered === true)) return;
    this.dirty.add(endpointId);
    this.run();
  }

  /** Looks at all lanes, and for such as have no owner, now. */
  look(): void {
    this.tookAt = -Infinity;
    this.tick();
  }

  private tick(): void {
    for (const { endpointId } of this.parts.drains.all()) this.dirty.add(endpointId);
    this.run();
  }

  private run(): void {
    if (this.stopped) return;
    this.working ??= this.work().finally(() => {
      this.working = undefined;
    });
  }

  private async work(): Promise<void> {
    // One turn of the event loop, so that what is freed together is claimed together.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      do {
        await this.exchange();
        await this.take();
        await this.claim();
      } while (!this.stopped && (this.dirty.size > 0 || this.unknown.size > 0));
      this.failures.succeeded();
    } catch (error) {
      this.failures.failed(error as Error);
    }
  }

  /** As often as the heartbeat, and at once when this process found something out. */
  private async exchange(): Promise<void> {
    const { heartbeatIntervalMs } = this.parts.config.dispatch;
    const now = this.parts.clock.monotonic();
    if (!this.blocks.isBehind && now - this.exchangedAt < heartbeatIntervalMs) return;
    this.exchangedAt = now;
    await this.blocks.exchange();
  }

  private async take(): Promise<void> {
    const owner = this.parts.ownership.current();
    const { sweepIntervalMs } = this.parts.config.dispatch;
    const now = this.parts.clock.monotonic();
    const looks = now - this.tookAt >= sweepIntervalMs;
    const only = [...this.unknown];
    this.unknown.clear();
    if (owner === null || (!looks && only.length === 0)) return;
    if (looks) this.tookAt = now;
    const values = [owner, looks ? null : only, TAKE_AT_ONCE];
    const rows = await this.parts.database.run<TakenLaneRow>(TAKE_LANES, values);
    for (const row of rows) {
      this.parts.drains.add(toLane(row, now));
      this.dirty.add(row.endpoint_id);
    }
    if (looks) await this.release(owner, now);
  }

  private async release(owner: string, now: number): Promise<void> {
    const idle = this.parts.drains
      .all()
      .filter(({ endpointId, busyAt }) => {
        return now - busyAt >= IDLE_MS && this.lanes.loadOf(endpointId).owned === 0;
      })
      .map(({ endpointId }) => endpointId);
    if (idle.length === 0) return;
    for (const endpointId of idle) this.parts.drains.remove(endpointId);
    await this.parts.database.run(RELEASE_LANES, [owner, idle]);
  }

  private async claim(): Promise<void> {
    const owner = this.parts.ownership.current();
    const ids = [...this.dirty].slice(0, CLAIM_AT_ONCE);
    for (const id of ids) this.dirty.delete(id);
    if (owner === null) return;
    const lanes = ids.flatMap((id) => this.parts.drains.get(id) ?? []);
    const demands = await this.demands.of(lanes);
    for (const supply of await this.claimer.claim(owner, demands)) this.supplied(supply);
    for (const lane of lanes) {
      if (this.dirty.has(lane.endpointId) || !this.demands.isRamping(lane)) continue;
      await this.blocks.end(lane.endpointId, owner);
    }
  }

  private supplied({ lane, count, claimed }: LaneSupply): void {
    if (claimed === null) {
      this.parts.drains.remove(lane.endpointId);
      return;
    }
    lane.hasMore = claimed === count;
    lane.ramped += claimed;
    if (claimed > 0) lane.busyAt = this.parts.clock.monotonic();
    if (lane.hasMore) this.dirty.add(lane.endpointId);
  }
}

function toLane(row: TakenLaneRow, now: number): DrainedLane {
  const { tokens, tokens_at: at } = row;
  const bucket = tokens === null || at === null ? undefined : { tokens, at };
  const lane = new DrainedLane(row.endpoint_id, row.epoch, bucket);
  lane.busyAt = now;
  return lane;
}
