import type { Migration, TableSet } from '@hookline/webhooks';

/**
 * The state of documents. It stands in the schema `hookline`, so that grants and backups of Hookline cover
 * it, with a ledger of its own.
 */
const initial: Migration = {
  version: 1,
  name: 'documents',
  sql: `
CREATE TABLE hookline.document_state (
  tenant_id text NOT NULL,
  namespaced_document_id text NOT NULL,
  document_id text NOT NULL,
  archived_at timestamptz,
  last_activity_at timestamptz NOT NULL,
  idle_from timestamptz NOT NULL,
  window_ends_at timestamptz,
  pending jsonb,
  origin jsonb NOT NULL,
  PRIMARY KEY (tenant_id, namespaced_document_id)
);
CREATE INDEX document_state_idle ON hookline.document_state (idle_from) WHERE archived_at IS NULL;
CREATE INDEX document_state_pending ON hookline.document_state (window_ends_at) WHERE pending IS NOT NULL;
CREATE INDEX document_state_archived ON hookline.document_state (archived_at) WHERE archived_at IS NOT NULL;

-- How far each idle timeout has been looked after: documents whose time passed up to then were told of.
CREATE TABLE hookline.document_idle_clock (
  timeout_ms bigint PRIMARY KEY,
  swept_to timestamptz NOT NULL
);

CREATE TABLE hookline.document_rate_window (
  tenant_id text NOT NULL,
  scope text NOT NULL,
  key text NOT NULL,
  window_ms bigint NOT NULL,
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,
  limit_count bigint NOT NULL,
  count bigint NOT NULL,
  document_id text NOT NULL,
  namespaced_document_id text NOT NULL,
  origin jsonb NOT NULL,
  published_at timestamptz,
  PRIMARY KEY (tenant_id, scope, key, window_ms, window_start)
);
CREATE INDEX document_rate_window_due ON hookline.document_rate_window (window_end) WHERE published_at IS NULL;
CREATE INDEX document_rate_window_published ON hookline.document_rate_window (published_at) WHERE published_at IS NOT NULL;

-- Endpoints with timeouts of their own are few, and looked for twice a second.
CREATE INDEX endpoint_document_timeout ON hookline.endpoint (tenant_id)
  WHERE deleted_at IS NULL AND metadata -> 'documents' ? 'idleTimeout';
`,
};

/** The tables of this package. */
export const DOCUMENT_TABLES: TableSet = {
  package: '@hookline/document-events',
  call: 'migrateDocumentEvents(connectionString), after migrateWebhooks(),',
  ledger: 'document_migration',
  steps: [initial],
};
