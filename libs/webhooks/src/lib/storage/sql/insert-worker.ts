import type { Statement } from '../database';

/** Begins a life of a worker process: `$1` its name. Its id is the owner of deliveries. */
export const INSERT_WORKER: Statement = {
  name: 'hookline_insert_worker',
  text: `
INSERT INTO hookline.worker (name) VALUES ($1::text)
RETURNING id, (SELECT paused_at IS NOT NULL FROM hookline.queue_state) AS paused`,
};

/** A row of {@link INSERT_WORKER} and of RENEW_WORKER. */
export interface WorkerRow {
  id: string;
  /** Whether deliveries are paused in every process. */
  paused: boolean;
}
