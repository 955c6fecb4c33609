import { Inject, Injectable, Logger } from '@nestjs/common';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { FailureLog } from '../common/failure-log';
import type { HealthPart, Trouble } from '../common/health-part';
import type { Ownership } from '../lanes/ownership';
import { DATABASE, type Database } from '../storage/database';
import { DELETE_WORKER } from '../storage/sql/delete-worker';
import { INSERT_WORKER, type WorkerRow } from '../storage/sql/insert-worker';
import { RELEASE_ORPHANS } from '../storage/sql/release-orphans';
import { RENEW_WORKER } from '../storage/sql/renew-worker';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/**
 * One life of this worker process: a row that is renewed every second. Silent for longer than
 * `ownerTimeoutMs`, it may be ended by others that were heard of all the time: they remove the row and take
 * the deliveries, and this process begins a new life under another id. It stops sending one heartbeat
 * earlier, by its own monotonic time, and goes on when it could renew its life after all. While deliveries
 * are paused everywhere, the life goes on, but takes and sends nothing.
 */
@Injectable()
export class WorkerOwnership implements Ownership, HealthPart {
  readonly part = 'heartbeat';
  readonly needed = true;
  private readonly logger = new Logger('Hookline');
  private readonly failures = new FailureLog(this.logger, 'The heartbeat');
  private readonly renewedListeners: (() => void)[] = [];
  private readonly lostListeners: ((owner: string) => void)[] = [];
  private readonly started: Promise<void>;
  private announceStart!: () => void;
  private owner: string | undefined;
  /** Whether deliveries are paused in every process, as of the last heartbeat. */
  private paused = false;
  /** When the last successful renewal was sent. */
  private renewedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
  ) {
    this.started = new Promise((resolve) => (this.announceStart = resolve));
  }

  current(): string | null {
    return this.owner !== undefined && !this.paused && this.isFresh() ? this.owner : null;
  }

  silentForMs(): number {
    return performance.now() - this.renewedAt;
  }

  /** One that fails, but not yet for long, does no harm. */
  trouble(): Trouble | undefined {
    if (this.owner !== undefined && this.isFresh()) return undefined;
    if (this.owner === undefined && !this.failures.failing) return { reason: 'is not running' };
    const { reason = 'is late' } = this.failures.trouble() ?? {};
    return { since: Date.now() - (performance.now() - this.freshUntil()), reason };
  }

  onRenewed(listener: () => void): void {
    this.renewedListeners.push(listener);
  }

  onLost(listener: (owner: string) => void): void {
    this.lostListeners.push(listener);
  }

  /** Resolves when the first life begins, or when it is clear that none will. */
  whenStarted(): Promise<void> {
    return this.started;
  }

  /** Begins a life and the heartbeat. */
  async start(): Promise<void> {
    await this.begin();
    const { heartbeatIntervalMs } = this.config.dispatch;
    this.timer = setInterval(() => {
      this.beating ??= this.beat();
    }, heartbeatIntervalMs);
  }

  /** Ends the life; what it still owns is free for others at once. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.announceStart();
    await this.beating;
    const owner = this.owner;
    this.owner = undefined;
    if (owner !== undefined) await this.database.run(DELETE_WORKER, [owner]);
  }

  /** Frees at most `limit` deliveries whose owner has died, and tells how many. */
  async releaseOrphans(limit: number): Promise<number> {
    const { ownerTimeoutMs } = this.config.dispatch;
    const rows = await this.database.run(RELEASE_ORPHANS, [ownerTimeoutMs, limit, this.owner]);
    return rows.length;
  }

  private isFresh(): boolean {
    return performance.now() < this.freshUntil();
  }

  /** Monotonic time from which others may have taken over. */
  private freshUntil(): number {
    const { ownerTimeoutMs, heartbeatIntervalMs } = this.config.dispatch;
    return this.renewedAt + ownerTimeoutMs - heartbeatIntervalMs;
  }

  private async begin(): Promise<void> {
    const sentAt = performance.now();
    const [row] = await this.database.run<WorkerRow>(INSERT_WORKER, [
      `${hostname()}:${process.pid}`,
    ]);
    this.owner = row?.id;
    this.paused = row?.paused === true;
    this.renewedAt = sentAt;
    this.announceStart();
    for (const listener of this.renewedListeners) listener();
  }

  private async beat(): Promise<void> {
    try {
      this.failures.began();
      const sentAt = performance.now();
      const { ownerTimeoutMs } = this.config.dispatch;
      // A connection that went dark may not cost more than one life.
      const rows = await this.database.run<WorkerRow>(
        RENEW_WORKER,
        [this.owner, ownerTimeoutMs],
        ownerTimeoutMs,
      );
      if (rows.length === 0) await this.beginAgain();
      else this.renewed(sentAt, rows[0]);
      for (const listener of this.renewedListeners) listener();
      this.failures.succeeded();
    } catch (error) {
      this.failures.failed(error as Error);
    } finally {
      this.beating = undefined;
    }
  }

  private renewed(sentAt: number, row: WorkerRow | undefined): void {
    this.renewedAt = sentAt;
    this.paused = row?.paused === true;
  }

  private async beginAgain(): Promise<void> {
    const lost = this.owner;
    this.owner = undefined;
    this.logger.warn('This process was silent for too long; others took over what it owned');
    if (lost !== undefined) for (const listener of this.lostListeners) listener(lost);
    await this.begin();
  }
}
