import type { Migration } from './migration';

/**
 * Counts of what became of deliveries, and what the care of the history needs.
 *
 * Recording only appends to `rollup_entry`, so that no two processes ever wait for one counter, and a
 * transaction that is open for hours does not make a counter slow; folding adds the entries up in
 * `rollup` soon after. `hour` counts from 1970. `bucket` is that of the response time, -1 for a
 * delivery that ended without an attempt; `status_class` is 2 for 2xx and so on, 0 without a response.
 */
export const statisticsAndRetention: Migration = {
  version: 10,
  name: 'statistics-and-retention',
  sql: `
CREATE TABLE hookline.rollup_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hour integer NOT NULL,
  tenant_id text NOT NULL,
  endpoint_id uuid NOT NULL,
  event_type text NOT NULL,
  outcome text NOT NULL,
  status_class smallint NOT NULL,
  bucket smallint NOT NULL,
  count bigint NOT NULL,
  duration_ms bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL
) WITH (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 200000
);

CREATE TABLE hookline.rollup (
  hour integer NOT NULL,
  tenant_id text NOT NULL,
  endpoint_id uuid NOT NULL,
  event_type text NOT NULL,
  outcome text NOT NULL,
  status_class smallint NOT NULL,
  bucket smallint NOT NULL,
  count bigint NOT NULL,
  duration_ms bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, hour, endpoint_id, event_type, outcome, status_class, bucket)
) WITH (fillfactor = 70);
CREATE INDEX rollup_endpoint ON hookline.rollup (endpoint_id, hour);
CREATE INDEX rollup_hour ON hookline.rollup (hour);

-- Work that one process at a time does, for all of them.
CREATE TABLE hookline.job (
  name text PRIMARY KEY,
  holder uuid,
  leased_until timestamptz NOT NULL,
  ended_at timestamptz
);

ALTER TABLE hookline.event ADD COLUMN erased_at timestamptz;
CREATE INDEX event_subject ON hookline.event (tenant_id, subject, id) WHERE subject IS NOT NULL;
CREATE INDEX idempotency_key_created ON hookline.idempotency_key (created_at);
`,
};
