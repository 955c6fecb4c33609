import type { Statement } from '../database';
import { BACKLOG_LIMIT } from './select-backlog';

/**
 * How deliveries stand, of all tenants, at `$1` (clock time in ms). `$2` is the least id of the last
 * hour: ids sort by time. Reads small partial indexes and the newest ids, and of each no more than
 * {@link BACKLOG_LIMIT} entries.
 */
export const SELECT_QUEUE_STATS: Statement = {
  name: 'hookline_select_queue_stats',
  text: `
SELECT
  ${counted(`completed_at IS NULL AND owner IS NULL AND hold IS NULL AND due_at <= to_timestamp($1::float8 / 1000.0)`)} AS waiting,
  ${counted(`completed_at IS NULL AND owner IS NULL AND hold IS NULL AND due_at > to_timestamp($1::float8 / 1000.0)`)} AS delayed,
  ${counted(`owner IS NOT NULL`)} AS active,
  ${counted(`completed_at IS NULL AND owner IS NULL AND hold IS NOT NULL`)} AS held,
  ${counted(`status = 'dead_letter'`)} AS failed,
  (SELECT count(*) FILTER (WHERE status = 'delivered')::int FROM (SELECT status FROM hookline.delivery
    WHERE id >= $2::uuid ORDER BY id DESC LIMIT ${BACKLOG_LIMIT}) newest) AS completed,
  (SELECT extract(epoch FROM due_at)::float8 * 1000 FROM hookline.delivery
    WHERE completed_at IS NULL AND owner IS NULL AND hold IS NULL ORDER BY due_at LIMIT 1) AS oldest_due_at,
  (SELECT extract(epoch FROM paused_at)::float8 * 1000 FROM hookline.queue_state) AS paused_at`,
};

function counted(condition: string): string {
  return `(SELECT count(*)::int FROM (SELECT FROM hookline.delivery WHERE ${condition} LIMIT ${BACKLOG_LIMIT}) found)`;
}

/** The row of {@link SELECT_QUEUE_STATS}. */
export interface QueueStatsRow {
  waiting: number;
  delayed: number;
  active: number;
  held: number;
  failed: number;
  completed: number;
  /** Clock time in ms. */
  oldest_due_at: number | null;
  /** Clock time in ms. */
  paused_at: number | null;
}
