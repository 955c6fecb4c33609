import type { Migration } from './migration';

/**
 * Endpoints may ask for events by their payload. The one row of `queue_state` says whether deliveries
 * go out at all, in every process. Dead letters can be counted without a look at the history.
 */
export const publishing: Migration = {
  version: 9,
  name: 'publishing',
  sql: `
ALTER TABLE hookline.endpoint ADD COLUMN filter jsonb;

CREATE TABLE hookline.queue_state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  paused_at timestamptz
);
INSERT INTO hookline.queue_state DEFAULT VALUES;

CREATE INDEX delivery_dead_letter ON hookline.delivery (id) WHERE status = 'dead_letter';
`,
};
