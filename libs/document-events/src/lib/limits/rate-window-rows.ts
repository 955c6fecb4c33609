import type { EntityManager } from 'typeorm';
import type { LimitedScope } from '../events/document-rate-limit-exceeded.event';
import type { DocumentKey, DocumentOrigin } from '../server/read-notice';
import { query } from '../storage/document-database';

/** Messages over one limit in one window. Times are ms. */
export interface RateWindow {
  /** The document of the latest. */
  key: DocumentKey;
  documentId: string;
  origin: DocumentOrigin;
  scope: LimitedScope;
  /** What is counted: the namespaced id of the document, or the client's id. */
  limited: string;
  windowMs: number;
  /** Start of the window, since 1970. */
  start: number;
  limit: number;
  count: number;
}

/** In one order everywhere: two processes that count the same wait for each other, but not in a circle. */
const ADD_WINDOWS = `
INSERT INTO hookline.document_rate_window AS w (tenant_id, scope, key, window_ms, window_start, window_end,
  limit_count, count, document_id, namespaced_document_id, origin)
SELECT tenant_id, scope, key, window_ms, to_timestamp(start / 1000.0),
  to_timestamp((start + window_ms) / 1000.0), limit_count, count, document_id, namespaced_document_id, origin
FROM jsonb_to_recordset($1::jsonb) AS counted (tenant_id text, scope text, key text, window_ms bigint,
  start bigint, limit_count bigint, count bigint, document_id text, namespaced_document_id text, origin jsonb)
ORDER BY tenant_id, scope, key, window_ms, start
ON CONFLICT (tenant_id, scope, key, window_ms, window_start) DO UPDATE SET
  count = w.count + excluded.count, limit_count = excluded.limit_count, document_id = excluded.document_id,
  namespaced_document_id = excluded.namespaced_document_id, origin = excluded.origin`;

const SELECT_CLOSED = `
SELECT tenant_id, scope, key, window_ms, window_start, limit_count, count, document_id,
  namespaced_document_id, origin
FROM hookline.document_rate_window WHERE published_at IS NULL AND window_end <= $1
ORDER BY window_end LIMIT $2 FOR UPDATE SKIP LOCKED`;

const MARK_PUBLISHED = `
UPDATE hookline.document_rate_window AS w SET published_at = $2
FROM jsonb_to_recordset($1::jsonb) AS told (tenant_id text, scope text, key text, window_ms bigint, start bigint)
WHERE w.tenant_id = told.tenant_id AND w.scope = told.scope AND w.key = told.key
  AND w.window_ms = told.window_ms AND w.window_start = to_timestamp(told.start / 1000.0)`;

interface ClosedRow {
  tenant_id: string;
  scope: LimitedScope;
  key: string;
  window_ms: string;
  window_start: Date;
  limit_count: string;
  count: string;
  document_id: string;
  namespaced_document_id: string;
  origin: DocumentOrigin;
}

/** Adds counts to those that are stored. */
export async function addWindows(
  manager: EntityManager,
  windows: readonly RateWindow[],
): Promise<void> {
  await query(manager, ADD_WINDOWS, [JSON.stringify(windows.map(toColumns))]);
}

/** Windows that ended by a moment and were not told of, held until the transaction ends. */
export async function lockClosedWindows(
  manager: EntityManager,
  endedBy: number,
  limit: number,
): Promise<RateWindow[]> {
  const rows = await query<ClosedRow>(manager, SELECT_CLOSED, [new Date(endedBy), limit]);
  return rows.map((row) => ({
    key: { tenantId: row.tenant_id, namespacedDocumentId: row.namespaced_document_id },
    documentId: row.document_id,
    origin: row.origin,
    scope: row.scope,
    limited: row.key,
    windowMs: Number(row.window_ms),
    start: row.window_start.getTime(),
    limit: Number(row.limit_count),
    count: Number(row.count),
  }));
}

/** Notes that they were told of: what is counted later for them is not. */
export async function markPublished(
  manager: EntityManager,
  windows: readonly RateWindow[],
  at: number,
): Promise<void> {
  await query(manager, MARK_PUBLISHED, [JSON.stringify(windows.map(toColumns)), new Date(at)]);
}

function toColumns(window: RateWindow): object {
  const { key, documentId, origin, scope, limited, windowMs, start, limit, count } = window;
  return {
    tenant_id: key.tenantId,
    scope,
    key: limited,
    window_ms: windowMs,
    start,
    limit_count: limit,
    count,
    document_id: documentId,
    namespaced_document_id: key.namespacedDocumentId,
    origin,
  };
}
