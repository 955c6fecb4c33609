import { HOLD_REASONS, type HoldReason } from '@hookline/contracts';
import type { Statement } from '../database';

/** Counts end here, so that a backlog of millions costs no more than one of this size. */
export const BACKLOG_LIMIT = 10_000;

/**
 * What waits in Postgres, at `$1` (clock time in ms): when the oldest delivery that nobody owns fell
 * or falls due, how many are due, and how many are held for each reason. Reads partial indexes of what
 * is live, and of each no more than {@link BACKLOG_LIMIT} entries.
 */
export const SELECT_BACKLOG: Statement = {
  name: 'hookline_select_backlog',
  text: `
SELECT
  (SELECT extract(epoch FROM due_at)::float8 * 1000 FROM hookline.delivery
    WHERE completed_at IS NULL AND owner IS NULL AND hold IS NULL ORDER BY due_at LIMIT 1) AS oldest_due_at,
  (SELECT count(*)::int FROM (SELECT FROM hookline.delivery
    WHERE completed_at IS NULL AND owner IS NULL AND hold IS NULL AND due_at <= to_timestamp($1::float8 / 1000.0)
    LIMIT ${BACKLOG_LIMIT}) due) AS due,
${HOLD_REASONS.map(heldColumn).join(',\n')}`,
};

function heldColumn(reason: HoldReason): string {
  return `  (SELECT count(*)::int FROM (SELECT FROM hookline.delivery
    WHERE completed_at IS NULL AND hold = '${reason}' LIMIT ${BACKLOG_LIMIT}) held) AS held_${reason}`;
}

/** The row of {@link SELECT_BACKLOG}. */
export type BacklogRow = {
  /** Clock time in ms. */
  oldest_due_at: number | null;
  due: number;
} & Record<`held_${HoldReason}`, number>;
