import type { OutcomeCounts, ResponseCounts } from '@hookline/contracts';
import type { StatisticsRow } from '../../storage/sql/select-statistics';
import { responseTimes } from './response-times';

const CLASSES = [
  'none',
  'other',
  '2xx',
  '3xx',
  '4xx',
  '5xx',
] as const satisfies readonly (keyof ResponseCounts)[];

/** Part of all, 0–1; `null` of nothing. */
export function rate(part: number, all: number): number | null {
  return all === 0 ? null : part / all;
}

/** Adds rows of counts up to what is shown. */
export class OutcomeSummary {
  private delivered = 0;
  private deadLetter = 0;
  private cancelled = 0;
  private succeeded = 0;
  private attempts = 0;
  private answeredMs = 0;
  private readonly answered: number[] = [];
  private readonly byClass: ResponseCounts = {
    '2xx': 0,
    '3xx': 0,
    '4xx': 0,
    '5xx': 0,
    other: 0,
    none: 0,
  };

  add({ outcome, status_class: statusClass, bucket, count, duration_ms: ms }: StatisticsRow): void {
    if (outcome === 'delivered') this.delivered += count;
    else if (outcome === 'dead_letter') this.deadLetter += count;
    else if (outcome === 'cancelled') this.cancelled += count;
    if (bucket < 0) return;
    this.attempts += count;
    if (outcome === 'delivered') this.succeeded += count;
    this.byClass[CLASSES[statusClass] ?? 'other'] += count;
    if (statusClass === 0) return;
    this.answeredMs += ms;
    this.answered[bucket] = (this.answered[bucket] ?? 0) + count;
  }

  counts(): OutcomeCounts {
    const { delivered, deadLetter, cancelled, attempts, succeeded } = this;
    return {
      delivered,
      deadLetter,
      cancelled,
      attempts,
      failedAttempts: attempts - succeeded,
      successRate: rate(delivered, delivered + deadLetter),
      attemptSuccessRate: rate(succeeded, attempts),
      responseTimeMs: responseTimes(
        Array.from(this.answered, (count) => count ?? 0),
        this.answeredMs,
      ),
    };
  }

  responses(): ResponseCounts {
    return { ...this.byClass };
  }
}
