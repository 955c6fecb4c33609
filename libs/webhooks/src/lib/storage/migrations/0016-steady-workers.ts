import type { Migration } from './migration';

/**
 * Since when a worker process has been heard of without a gap. Who was cut off from Postgres can't tell
 * others who were from those who died, so it waits until they had time to be heard. A process that
 * begins may judge at once: whoever is silent then was so before.
 */
export const steadyWorkers: Migration = {
  version: 16,
  name: 'steady-workers',
  sql: `
ALTER TABLE hookline.worker ADD COLUMN steady_since timestamptz NOT NULL DEFAULT '-infinity';
`,
};
