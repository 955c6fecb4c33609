import { Inject, Injectable, Logger } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { FailureLog } from '../common/failure-log';
import type { HealthPart, Trouble } from '../common/health-part';
import { PipelineCounts } from '../common/pipeline-counts';
import type { OutcomeSink } from '../lanes/outcome-sink';
import type { AttemptRecord } from '../storage/attempt-record';
import { DATABASE, type Database } from '../storage/database';
import type { DueDelivery } from '../storage/due-delivery';
import type { Settlement } from '../storage/settlement';
import {
  RECORD_ATTEMPTS,
  recordAttemptsValues,
  type RecordedRow,
} from '../storage/sql/record-attempts';
import { SETTLE_DELIVERIES, settleDeliveriesValues } from '../storage/sql/settle-deliveries';
import { isDataError } from '../storage/data-error';
import { withoutResponse } from './without-response';

/** Most entries in one write: 100 rows a statement reach most of the rate, more only adds latency. */
const BATCH_SIZE = 200;
/** Entries that may wait before sending pauses. */
const MAX_WAITING = 5_000;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 2_000;

type Entry = { written: () => void } & (
  { kind: 'attempt'; record: AttemptRecord } | { kind: 'settlement'; settlement: Settlement }
);

/**
 * Writes what became of deliveries, in batches that clock themselves: while one is written, the next
 * gathers. Nothing is dropped: a failing write is repeated until it succeeds, and sending pauses
 * meanwhile. Repeating is harmless, because each write is fenced by the owner that it clears.
 */
@Injectable()
export class Recorder implements OutcomeSink, HealthPart {
  readonly part = 'recording';
  readonly needed = true;
  private readonly logger = new Logger('Hookline');
  private readonly failures = new FailureLog(this.logger, 'Recording, and with it sending,');
  private readonly acceptingListeners: (() => void)[] = [];
  private waiting: Entry[] = [];
  private writing: Promise<void> | undefined;
  private closing = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly counts: PipelineCounts,
  ) {}

  record(record: AttemptRecord): Promise<void> {
    return new Promise((written) => this.add({ kind: 'attempt', record, written }));
  }

  settle(settlement: Settlement): Promise<void> {
    return new Promise((written) => this.add({ kind: 'settlement', settlement, written }));
  }

  accepting(): boolean {
    return !this.failures.failing && this.waiting.length < MAX_WAITING;
  }

  onAccepting(listener: () => void): void {
    this.acceptingListeners.push(listener);
  }

  trouble(): Trouble | undefined {
    return this.failures.trouble() ?? (this.accepting() ? undefined : { reason: 'lags behind' });
  }

  /** Resolves when everything is written, or when a write fails: then others will take over. */
  async close(): Promise<void> {
    this.closing = true;
    await this.writing;
  }

  private add(entry: Entry): void {
    this.waiting.push(entry);
    this.writing ??= this.writeAll();
  }

  private async writeAll(): Promise<void> {
    // One turn of the event loop, so that what ends together is written together.
    await new Promise((resolve) => setImmediate(resolve));
    let backoffMs = FIRST_BACKOFF_MS;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH_SIZE);
      try {
        this.failures.began();
        const startedAt = performance.now();
        await this.write(batch);
        this.counts.recorder.add(batch.length, performance.now() - startedAt);
        backoffMs = FIRST_BACKOFF_MS;
        this.succeeded();
      } catch (error) {
        this.waiting.unshift(...batch);
        this.failures.failed(error as Error);
        if (this.closing) break;
        await new Promise((resolve) => setTimeout(resolve, backoffMs));
        backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS);
      }
    }
    // In the same tick as the look at `waiting`: what is added from now on starts a writer again.
    this.writing = undefined;
  }

  private async write(batch: Entry[]): Promise<void> {
    try {
      await this.writeTogether(batch);
    } catch (error) {
      if (!isDataError(error)) throw error;
      for (const entry of batch) await this.writeAlone(entry);
    }
    for (const { written } of batch) written();
  }

  private async writeTogether(batch: Entry[]): Promise<void> {
    const records = batch.flatMap((entry) => (entry.kind === 'attempt' ? [entry.record] : []));
    const settlements = batch.flatMap((entry) =>
      entry.kind === 'settlement' ? [entry.settlement] : [],
    );
    if (records.length > 0) {
      const rows = await this.database.run<RecordedRow>(
        RECORD_ATTEMPTS,
        recordAttemptsValues(records),
      );
      if (rows.length < records.length) {
        this.logger.warn(
          `${records.length - rows.length} attempts belong to deliveries that others took over`,
        );
      }
    }
    if (settlements.length > 0) {
      await this.database.run(SETTLE_DELIVERIES, settleDeliveriesValues(settlements));
    }
  }

  /**
   * One entry that Postgres refuses may not stop the others. Its response is given up first; if that
   * is not enough the delivery becomes a dead letter, which somebody will look at.
   */
  private async writeAlone(entry: Entry): Promise<void> {
    for (const version of reductions(entry)) {
      try {
        return await this.writeTogether([version]);
      } catch (error) {
        if (!isDataError(error)) throw error;
        const { id } = deliveryOf(entry);
        this.logger.error(`Postgres refuses the outcome of delivery ${id}: ${describe(error)}`);
      }
    }
  }

  private succeeded(): void {
    this.failures.succeeded();
    if (this.accepting()) for (const listener of this.acceptingListeners) listener();
  }
}

function deliveryOf(entry: Entry): DueDelivery {
  return entry.kind === 'attempt' ? entry.record.delivery : entry.settlement.delivery;
}

/** An entry, and what is left of it when Postgres refuses the form before. */
function reductions(entry: Entry): Entry[] {
  if (entry.kind === 'settlement') return [entry];
  const { record, written } = entry;
  const at = record.startedAt + record.durationMs;
  const settlement: Settlement = {
    kind: 'dead_letter',
    delivery: record.delivery,
    reason: 'rejected',
    at,
  };
  return [
    entry,
    { ...entry, record: withoutResponse(record) },
    { kind: 'settlement', settlement, written },
  ];
}

/** Without the message: it may quote the value that was refused. */
function describe(error: unknown): string {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return `SQLSTATE ${code ?? 'unknown'}${constraint === undefined ? '' : `, constraint ${constraint}`}`;
}
