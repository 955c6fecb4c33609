import type { Migration } from './migration';

/**
 * The first schema. No foreign keys among event, delivery and attempt: they cost a third of the
 * write rate, and nothing but this library writes the tables. A delivery is live while
 * `completed_at` is null; the partial indexes cover only what is live.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
CREATE TABLE hookline.endpoint (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  key text,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  description text,
  url text NOT NULL,
  events text[] NOT NULL DEFAULT '{}',
  header_names text[] NOT NULL DEFAULT '{}',
  sealed_headers text,
  retry_policy jsonb,
  retry_statuses integer[],
  timeout_ms integer,
  active boolean NOT NULL DEFAULT true,
  disabled_reason text CHECK (disabled_reason IN ('manual', 'gone')),
  disabled_at timestamptz,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  revision xid8 NOT NULL
);
CREATE UNIQUE INDEX endpoint_key ON hookline.endpoint (tenant_id, key) WHERE key IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX endpoint_tenant ON hookline.endpoint (tenant_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX endpoint_revision ON hookline.endpoint (revision);

-- The transaction that changed an endpoint last. Every process asks for the rows whose transaction
-- was not yet finished at its last look, so that no change is missed, however long it took to commit.
CREATE FUNCTION hookline.touch_endpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER endpoint_touch BEFORE INSERT OR UPDATE ON hookline.endpoint
  FOR EACH ROW EXECUTE FUNCTION hookline.touch_endpoint();

CREATE TABLE hookline.endpoint_secret (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES hookline.endpoint (id),
  sealed_secret text NOT NULL,
  prefix text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz
);
CREATE INDEX endpoint_secret_endpoint ON hookline.endpoint_secret (endpoint_id);

CREATE TABLE hookline.event (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  type text NOT NULL,
  body text NOT NULL,
  subject text,
  tags text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);
CREATE INDEX event_tenant ON hookline.event (tenant_id, id DESC);

CREATE TABLE hookline.delivery (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  tenant_id text NOT NULL,
  event_type text NOT NULL,
  trigger text NOT NULL CHECK (trigger IN ('publish', 'retry', 'replay', 'test')),
  status text NOT NULL CHECK (status IN ('pending', 'retrying', 'delivered', 'dead_letter', 'cancelled')),
  priority smallint NOT NULL CHECK (priority BETWEEN 0 AND 9),
  attempts smallint NOT NULL DEFAULT 0,
  hold text CHECK (hold IN ('rate_limit', 'paused', 'circuit_open', 'ordering')),
  dead_letter_reason text CHECK (dead_letter_reason IN ('exhausted', 'rejected', 'gone', 'expired', 'endpoint_deleted')),
  retry_of uuid,
  owner bigint,
  due_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  last_attempt_at timestamptz,
  completed_at timestamptz
);
CREATE INDEX delivery_due ON hookline.delivery (due_at) WHERE completed_at IS NULL AND owner IS NULL AND hold IS NULL;
CREATE INDEX delivery_owner ON hookline.delivery (owner) WHERE owner IS NOT NULL;
CREATE INDEX delivery_live ON hookline.delivery (endpoint_id) WHERE completed_at IS NULL;
CREATE INDEX delivery_endpoint ON hookline.delivery (endpoint_id, id DESC);
CREATE INDEX delivery_event ON hookline.delivery (event_id);

CREATE TABLE hookline.attempt (
  delivery_id uuid NOT NULL,
  number smallint NOT NULL,
  started_at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  status smallint,
  response_headers jsonb,
  response_body text,
  address text,
  error_code text,
  error_message text,
  retryable boolean NOT NULL,
  PRIMARY KEY (delivery_id, number)
);

-- A table of its own, so that the hot tables may be partitioned.
CREATE TABLE hookline.idempotency_key (
  tenant_id text NOT NULL,
  key text NOT NULL,
  event_id uuid NOT NULL,
  fingerprint text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key)
);

-- One row for each life of a worker process. Its id is the owner of deliveries.
CREATE TABLE hookline.worker (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
`,
};
