import type { EntityManager } from 'typeorm';
import type { DocumentKey, DocumentOrigin } from '../server/read-notice';
import type { DocumentState, MessageCounts } from '../state/document-state';
import { query } from './document-database';

/** A row of `document_state`. */
export interface StateRow {
  tenant_id: string;
  namespaced_document_id: string;
  document_id: string;
  archived_at: Date | null;
  last_activity_at: Date;
  idle_from: Date;
  window_ends_at: Date | null;
  pending: MessageCounts | null;
  origin: DocumentOrigin;
}

const COLUMNS = `tenant_id, namespaced_document_id, document_id, archived_at, last_activity_at,
  idle_from, window_ends_at, pending, origin`;

const SELECT_STATE = `
SELECT ${COLUMNS} FROM hookline.document_state
WHERE tenant_id = $1 AND namespaced_document_id = $2 FOR UPDATE`;

const INSERT_STATE = `
INSERT INTO hookline.document_state (${COLUMNS})
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb)
ON CONFLICT DO NOTHING RETURNING tenant_id`;

const UPDATE_STATE = `
UPDATE hookline.document_state SET document_id = $3, archived_at = $4, last_activity_at = $5,
  idle_from = $6, window_ends_at = $7, pending = $8::jsonb, origin = $9::jsonb
WHERE tenant_id = $1 AND namespaced_document_id = $2`;

const SELECT_DUE_WINDOWS = `
SELECT ${COLUMNS} FROM hookline.document_state
WHERE pending IS NOT NULL AND window_ends_at <= $1
ORDER BY window_ends_at LIMIT $2 FOR UPDATE SKIP LOCKED`;

/** Reads a document's state and holds its row until the transaction ends. */
export async function lockState(
  manager: EntityManager,
  { tenantId, namespacedDocumentId }: DocumentKey,
): Promise<DocumentState | undefined> {
  const values = [tenantId, namespacedDocumentId];
  const [row] = await query<StateRow>(manager, SELECT_STATE, values);
  return row && toState(row);
}

/** Writes the state of a document that had none; `false` when another process was first. */
export async function insertState(
  manager: EntityManager,
  key: DocumentKey,
  state: DocumentState,
): Promise<boolean> {
  return (await query(manager, INSERT_STATE, valuesOf(key, state))).length > 0;
}

/** Writes the state of a document whose row is held. */
export async function updateState(
  manager: EntityManager,
  key: DocumentKey,
  state: DocumentState,
): Promise<void> {
  await query(manager, UPDATE_STATE, valuesOf(key, state));
}

/** Documents whose window has ended while messages wait, and that nobody else is about to tell of. */
export async function lockDueWindows(
  manager: EntityManager,
  now: number,
  limit: number,
): Promise<{ key: DocumentKey; state: DocumentState }[]> {
  const rows = await query<StateRow>(manager, SELECT_DUE_WINDOWS, [new Date(now), limit]);
  return rows.map((row) => ({ key: keyOf(row), state: toState(row) }));
}

/** The key of a row. */
export function keyOf(row: Pick<StateRow, 'tenant_id' | 'namespaced_document_id'>): DocumentKey {
  return { tenantId: row.tenant_id, namespacedDocumentId: row.namespaced_document_id };
}

function toState(row: StateRow): DocumentState {
  return {
    documentId: row.document_id,
    archivedAt: row.archived_at?.getTime() ?? null,
    lastActivityAt: row.last_activity_at.getTime(),
    idleFrom: row.idle_from.getTime(),
    windowEndsAt: row.window_ends_at?.getTime() ?? null,
    pending: row.pending,
    origin: row.origin,
  };
}

function valuesOf(key: DocumentKey, state: DocumentState): unknown[] {
  return [
    key.tenantId,
    key.namespacedDocumentId,
    state.documentId,
    state.archivedAt === null ? null : new Date(state.archivedAt),
    new Date(state.lastActivityAt),
    new Date(state.idleFrom),
    state.windowEndsAt === null ? null : new Date(state.windowEndsAt),
    state.pending === null ? null : JSON.stringify(state.pending),
    JSON.stringify(state.origin),
  ];
}
