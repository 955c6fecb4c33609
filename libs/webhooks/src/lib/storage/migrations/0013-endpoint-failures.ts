import type { Migration } from './migration';

/**
 * Endpoints whose attempts fail: a row from the first failure after a success until the next success. It
 * is written when counts are added up, never on the way of a delivery; a healthy endpoint has none.
 * Dead letters of an endpoint are found by when they ended.
 */
export const endpointFailures: Migration = {
  version: 13,
  name: 'endpoint-failures',
  sql: `
CREATE TABLE hookline.endpoint_failure (
  endpoint_id uuid PRIMARY KEY,
  since timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  attempts bigint NOT NULL,
  noticed_at timestamptz
);
ALTER TABLE hookline.endpoint DROP CONSTRAINT endpoint_disabled_reason_check;
ALTER TABLE hookline.endpoint ADD CONSTRAINT endpoint_disabled_reason_check
  CHECK (disabled_reason IN ('manual', 'gone', 'failing'));
CREATE INDEX delivery_dead_letter_ended ON hookline.delivery (endpoint_id, completed_at)
  WHERE status = 'dead_letter';
`,
};
