import { MS_PER_DAY } from '../common/durations';

/** How long the history of a tenant is kept, in days after a delivery has ended. */
export interface RetentionWindows {
  deliveryDays: number;
  deadLetterDays: number;
}

/** What retention needs to know of a delivery. */
export interface Ended {
  status: string;
  /** Clock time in ms; `null` while it is live: pending, held or paused. */
  completedAt: number | null;
}

/** Whether a delivery has been kept for long enough. Never one that is still live. */
export function isExpired(
  { status, completedAt }: Ended,
  windows: RetentionWindows,
  now: number,
): boolean {
  if (completedAt === null) return false;
  const days = status === 'dead_letter' ? windows.deadLetterDays : windows.deliveryDays;
  return completedAt <= now - days * MS_PER_DAY;
}

/** What was created at this clock time or later can't have expired. */
export function earliestExpiry(
  { deliveryDays, deadLetterDays }: RetentionWindows,
  now: number,
): number {
  return now - Math.min(deliveryDays, deadLetterDays) * MS_PER_DAY;
}
