import type { Migration } from './migration';

/**
 * What went wrong is found without a walk through all that went right. The index costs nothing on the
 * way of a delivery that succeeds at its first attempt: none of its statuses is in it. Deliveries
 * are listed by their endpoints, deleted ones too. And the jobs that deliver much of it again.
 */
export const deliveryLists: Migration = {
  version: 8,
  name: 'delivery-lists',
  sql: `
ALTER TABLE hookline.delivery ADD COLUMN retried_by uuid;
CREATE INDEX delivery_unusual ON hookline.delivery (tenant_id, status, id DESC)
  WHERE status IN ('retrying', 'dead_letter', 'cancelled');
CREATE INDEX endpoint_tenant_ever ON hookline.endpoint (tenant_id);

-- A replay walks a tenant's events from position to until. Whoever locks the row does the next batch.
CREATE TABLE hookline.replay (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  endpoint_id uuid,
  event_types text[] NOT NULL,
  statuses text[] NOT NULL,
  missing boolean NOT NULL,
  from_at timestamptz,
  to_at timestamptz,
  rate_per_second integer NOT NULL CHECK (rate_per_second > 0),
  status text NOT NULL CHECK (status IN ('running', 'completed', 'cancelled')),
  total integer,
  replayed integer NOT NULL DEFAULT 0,
  position uuid NOT NULL,
  until uuid NOT NULL,
  next_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  completed_at timestamptz
);
CREATE INDEX replay_tenant ON hookline.replay (tenant_id, id DESC);
CREATE INDEX replay_running ON hookline.replay (next_at) WHERE status = 'running';
`,
};
