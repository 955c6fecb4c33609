import type { Statement } from '../database';

/** Ends the life of worker `$1`, and clears away those silent for a day. What they owned is freed by a sweeper. */
export const DELETE_WORKER: Statement = {
  name: 'hookline_delete_worker',
  text: `
DELETE FROM hookline.worker WHERE id = $1::bigint OR seen_at < clock_timestamp() - interval '1 day'`,
};
