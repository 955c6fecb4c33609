import { Logger } from '@nestjs/common';
import type { Clock } from '../clock/clock';
import type { StatementRunner } from '../storage/database';
import { SELECT_CHANGED_ENDPOINTS, type ChangedEndpointRow } from './sql/select-changed-endpoints';

/** How old the last look at the changes may be before nothing cached is believed any more, in ms. */
export const TRUST_MS = 1_000;

/** What a {@link ChangePoller} works with. */
export interface ChangePollerOptions {
  database: StatementRunner;
  clock: Clock;
  /** Time from the start of one look to the start of the next, in ms. */
  intervalMs: number;
  /** An endpoint (stored uuid) that some process changed. */
  onChange: (change: { id: string; tenantId: string }) => void;
  /** What changed can't be told: everything may have. */
  onReset: () => void;
}

/**
 * Looks for endpoints that any process changed. It asks by transaction id, not by time: a change
 * that took long to commit is not missed.
 */
export class ChangePoller {
  private readonly logger = new Logger('Hookline');
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private xmin: bigint | undefined;
  /** Changes of the last look by endpoint. A long transaction elsewhere holds xmin back; then they come again. */
  private seen = new Map<string, string>();
  private verifiedAt = Number.NEGATIVE_INFINITY;
  private failing = false;

  constructor(private readonly options: ChangePollerOptions) {}

  /** Whether every change that is older than {@link TRUST_MS} has been told. */
  isTrusted(monotonic: number): boolean {
    return monotonic - this.verifiedAt <= TRUST_MS;
  }

  /** Resolves after the first look; it never rejects, and without a database it keeps trying. */
  async start(): Promise<void> {
    if (this.running) return;
    this.running = true;
    await this.look();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.verifiedAt = Number.NEGATIVE_INFINITY;
    this.xmin = undefined;
  }

  private async look(): Promise<void> {
    const startedAt = this.options.clock.monotonic();
    const started = performance.now();
    try {
      const rows = await this.options.database.run<ChangedEndpointRow>(SELECT_CHANGED_ENDPOINTS, [
        this.xmin?.toString() ?? null,
      ]);
      if (!this.running) return;
      this.take(rows);
      this.verifiedAt = startedAt;
      this.recovered();
    } catch (error) {
      this.failed(error);
    }
    this.schedule(this.options.intervalMs - (performance.now() - started));
  }

  private schedule(delayMs: number): void {
    if (!this.running) return;
    this.timer = setTimeout(() => void this.look(), Math.max(0, delayMs));
    this.timer.unref();
  }

  private take(rows: ChangedEndpointRow[]): void {
    const xmin = BigInt(rows[0]?.xmin ?? 0);
    // The first look, or another cluster, whose transaction ids say nothing about what we have.
    if (this.xmin === undefined || xmin < this.xmin) this.options.onReset();
    const seen = new Map<string, string>();
    for (const row of rows) {
      if (row.id === null) continue;
      seen.set(row.id, row.revision);
      if (this.seen.get(row.id) === row.revision) continue;
      this.options.onChange({ id: row.id, tenantId: row.tenant_id });
    }
    this.seen = seen;
    this.xmin = xmin;
  }

  private failed(error: unknown): void {
    if (!this.running || this.failing) return;
    this.failing = true;
    this.logger.warn(
      `Changes of endpoints can't be read (${error instanceof Error ? error.message : 'unknown error'}); ` +
        'until they can, each lookup asks the database.',
    );
  }

  private recovered(): void {
    if (!this.failing) return;
    this.failing = false;
    this.logger.log('Changes of endpoints can be read again.');
  }
}
