import { NONE, type PipelineCounts, statusClassOf } from '../common/pipeline-counts';
import type { OutcomeSink } from '../lanes/outcome-sink';
import type { AttemptRecord } from '../storage/attempt-record';
import type { Settlement } from '../storage/settlement';

/** Told of each attempt once it has been made. Must not throw. */
export type AttemptListener = (record: AttemptRecord) => void;

/**
 * Stands between the lanes and the recorder, and counts what passes. An attempt counts when it was
 * made: one that another process has taken over meanwhile was made all the same.
 */
export class OutcomeWatch implements OutcomeSink {
  /** @param listener is told of attempts too; `null` for nobody */
  constructor(
    private readonly sink: OutcomeSink,
    private readonly counts: PipelineCounts,
    private readonly listener: AttemptListener | null,
  ) {}

  record(record: AttemptRecord): Promise<void> {
    this.count(record);
    this.listener?.(record);
    return this.sink.record(record);
  }

  settle(settlement: Settlement): Promise<void> {
    if (settlement.kind === 'dead_letter') {
      this.counts.deliveries.add(1, 'dead_letter', settlement.reason, NONE);
    }
    return this.sink.settle(settlement);
  }

  accepting(): boolean {
    return this.sink.accepting();
  }

  onAccepting(listener: () => void): void {
    this.sink.onAccepting(listener);
  }

  private count(record: AttemptRecord): void {
    const { counts } = this;
    const { delivery, number, startedAt, durationMs, status, next } = record;
    const code = record.errorCode ?? NONE;
    counts.attempts.add(1, next.status, code, statusClassOf(status));
    counts.requests.add(durationMs / 1_000);
    // Two processes may read the database's time some milliseconds apart.
    const startedAfterMs = Math.max(0, startedAt - delivery.createdAt);
    if (number === 1) counts.toFirstAttempt.add(startedAfterMs / 1_000);
    if (next.status === 'retrying') return;
    const reason = next.status === 'dead_letter' ? next.reason : NONE;
    counts.deliveries.add(1, next.status, reason, code);
    if (next.status === 'delivered') {
      counts.toDelivered.add((startedAfterMs + durationMs) / 1_000);
    }
  }
}
