import type { Migration } from './migration';

/**
 * Who may do what, and who did: API keys, the audit trail, and a version of each endpoint that tells
 * whether somebody changed it meanwhile. The version counts by itself and not by transaction ids: those
 * would tell a tenant how busy the whole server is.
 */
export const access: Migration = {
  version: 7,
  name: 'access',
  sql: `
CREATE TABLE hookline.api_key (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  prefix text NOT NULL,
  hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX api_key_tenant ON hookline.api_key (tenant_id, id DESC);

CREATE TABLE hookline.audit (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  actor_type text NOT NULL CHECK (actor_type IN ('user', 'api_key', 'system')),
  actor_id text,
  action text NOT NULL,
  resource_id text,
  before jsonb,
  after jsonb,
  created_at timestamptz NOT NULL
);
-- One for each filter, so that none looks through the whole history of a tenant.
CREATE INDEX audit_tenant ON hookline.audit (tenant_id, id DESC);
CREATE INDEX audit_resource ON hookline.audit (tenant_id, resource_id, id DESC);
CREATE INDEX audit_actor ON hookline.audit (tenant_id, actor_id, id DESC);
CREATE INDEX audit_action ON hookline.audit (tenant_id, action, id DESC);

ALTER TABLE hookline.endpoint ADD COLUMN version integer NOT NULL DEFAULT 1;
CREATE OR REPLACE FUNCTION hookline.touch_endpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := pg_current_xact_id();
  IF TG_OP = 'UPDATE' THEN
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END $$;
`,
};
