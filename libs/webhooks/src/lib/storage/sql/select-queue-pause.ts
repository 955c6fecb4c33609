import type { Statement } from '../database';

/** Whether deliveries are paused in every process: since when, in ms since 1970, or `null`. */
export const SELECT_QUEUE_PAUSE: Statement = {
  name: 'hookline_select_queue_pause',
  text: `SELECT extract(epoch FROM paused_at)::float8 * 1000 AS paused_at FROM hookline.queue_state`,
};

/** The row of {@link SELECT_QUEUE_PAUSE}. */
export interface QueuePauseRow {
  paused_at: number | null;
}
