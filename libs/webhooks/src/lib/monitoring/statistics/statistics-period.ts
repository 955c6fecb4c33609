import { STATISTICS_BUCKETS, type StatisticsBucket } from '@hookline/contracts';
import { MS_PER_HOUR } from '../../common/durations';
import {
  type FieldIssue,
  ValidationFailedError,
} from '../../common/errors/validation-failed.error';

/** Which statistics. */
export interface StatisticsQuery {
  /** ISO 8601. @default 24 hours before `to`, or 30 days with days as buckets */
  from?: string;
  /** ISO 8601. @default now */
  to?: string;
  /** What the series is cut into. @default 'hour' */
  bucket?: StatisticsBucket;
}

/** The same, checked, in whole hours since 1970. */
export interface StatisticsPeriod {
  fromHour: number;
  /** Not part of it any more. */
  toHour: number;
  bucket: StatisticsBucket;
  hoursPerSlot: number;
}

/** By bucket: its hours, how many are shown unless the caller says otherwise, and how many at most. */
const BUCKETS: Record<StatisticsBucket, { hours: number; usual: number; most: number }> = {
  hour: { hours: 1, usual: 24, most: 31 * 24 },
  day: { hours: 24, usual: 30, most: 366 },
};

/**
 * Reads a query; the period grows to whole buckets.
 * @throws ValidationFailedError for what is no time, a period that ends before it begins, or one of
 *   more than 31 days of hours or 366 days
 */
export function readPeriod(query: StatisticsQuery, now: number): StatisticsPeriod {
  const bucket = query.bucket ?? 'hour';
  if (!STATISTICS_BUCKETS.includes(bucket)) {
    throw invalid('bucket', `must be one of ${STATISTICS_BUCKETS.join(', ')}`);
  }
  const { hours, usual, most } = BUCKETS[bucket];
  const slotMs = hours * MS_PER_HOUR;
  const to = Math.ceil(readTime('to', query.to, now) / slotMs);
  const from = Math.floor(readTime('from', query.from, (to - usual) * slotMs) / slotMs);
  if (to <= from) throw invalid('from', 'must be before `to`');
  if (to - from > most) throw invalid('from', `must be at most ${most} ${bucket}s before \`to\``);
  return { fromHour: from * hours, toHour: to * hours, bucket, hoursPerSlot: hours };
}

function readTime(field: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw invalid(field, 'must be a time in ISO 8601');
  return time;
}

function invalid(field: string, message: string): ValidationFailedError {
  const issue: FieldIssue = { field, message };
  return new ValidationFailedError([issue]);
}
