import type { Migration } from './migration';

/**
 * Makes the hot tables cheaper. What is live and owned is found by its owner, so that the way of most
 * deliveries, inserted under an owner, never touches the index of what waits.
 *
 * A delivery is updated once or twice in its first seconds and never again: a vacuum is due by the
 * number of dead rows, not by their share of a history that only grows, and statistics alike.
 */
export const hotTables: Migration = {
  version: 2,
  name: 'hot-tables',
  sql: `
DROP INDEX hookline.delivery_live;
CREATE INDEX delivery_waiting ON hookline.delivery (endpoint_id) WHERE completed_at IS NULL AND owner IS NULL;

ALTER TABLE hookline.delivery SET (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 200000
);
ALTER TABLE hookline.event SET (
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 200000
);
ALTER TABLE hookline.attempt SET (
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 200000
);
ALTER TABLE hookline.worker SET (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000
);
`,
};
