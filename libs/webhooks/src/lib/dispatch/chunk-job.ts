/** Name of the BullMQ queue, and of the jobs in it. */
export const CHUNK_QUEUE = 'hookline-chunks';
export const CHUNK_JOB = 'deliver';

/** Version of the data below, for deployments in which old and new processes meet. */
export const CHUNK_VERSION = 1;

/** What a job carries: ids only, never a payload or a secret. */
export interface ChunkJob {
  version: typeof CHUNK_VERSION;
  /** Stored uuids of deliveries. */
  ids: string[];
}

/** Splits ids into the data of jobs. */
export function toChunks(ids: readonly string[], chunkSize: number): ChunkJob[] {
  const chunks: ChunkJob[] = [];
  for (let start = 0; start < ids.length; start += chunkSize) {
    chunks.push({ version: CHUNK_VERSION, ids: ids.slice(start, start + chunkSize) });
  }
  return chunks;
}

/** Most ids that may wait for their hand-off; the sweeper finds the others. */
export const MAX_WAITING_WAKES = 100_000;
