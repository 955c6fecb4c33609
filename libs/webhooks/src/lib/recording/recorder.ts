import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OutcomeSink } from '../lanes/outcome-sink';
import type { AttemptRecord } from '../storage/attempt-record';
import { DATABASE, type Database } from '../storage/database';
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
export class Recorder implements OutcomeSink {
  private readonly logger = new Logger('Hookline');
  private readonly acceptingListeners: (() => void)[] = [];
  private waiting: Entry[] = [];
  private writing: Promise<void> | undefined;
  private failingSince: number | undefined;
  private closing = false;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  record(record: AttemptRecord): Promise<void> {
    return new Promise((written) => this.add({ kind: 'attempt', record, written }));
  }

  settle(settlement: Settlement): Promise<void> {
    return new Promise((written) => this.add({ kind: 'settlement', settlement, written }));
  }

  accepting(): boolean {
    return this.failingSince === undefined && this.waiting.length < MAX_WAITING;
  }

  onAccepting(listener: () => void): void {
    this.acceptingListeners.push(listener);
  }

  /** Resolves when everything is written, or when a write fails: then others will take over. */
  async close(): Promise<void> {
    this.closing = true;
    await this.writing;
  }

  private add(entry: Entry): void {
    this.waiting.push(entry);
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  private async writeAll(): Promise<void> {
    // One turn of the event loop, so that what ends together is written together.
    await new Promise((resolve) => setImmediate(resolve));
    let backoffMs = FIRST_BACKOFF_MS;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH_SIZE);
      try {
        await this.write(batch);
        backoffMs = FIRST_BACKOFF_MS;
        this.succeeded();
      } catch (error) {
        this.waiting.unshift(...batch);
        this.failed(error as Error);
        if (this.closing) return;
        await new Promise((resolve) => setTimeout(resolve, backoffMs));
        backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS);
      }
    }
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

  /** One entry that Postgres refuses may not stop the others: its response is given up, its outcome is not. */
  private async writeAlone(entry: Entry): Promise<void> {
    try {
      await this.writeTogether([entry]);
    } catch (error) {
      if (entry.kind !== 'attempt' || !isDataError(error)) throw error;
      this.logger.error(`A response could not be stored: ${(error as Error).message}`);
      await this.writeTogether([{ ...entry, record: withoutResponse(entry.record) }]);
    }
  }

  private failed(error: Error): void {
    if (this.failingSince === undefined) {
      this.failingSince = Date.now();
      this.logger.error(`Recording fails, sending pauses: ${error.message}`);
    }
  }

  private succeeded(): void {
    if (this.failingSince !== undefined) {
      this.failingSince = undefined;
      this.logger.log('Recording works again, sending goes on');
    }
    if (this.accepting()) for (const listener of this.acceptingListeners) listener();
  }
}
