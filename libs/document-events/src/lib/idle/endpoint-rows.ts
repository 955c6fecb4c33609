import { encodeId } from '@hookline/webhooks';
import type { EndpointId } from '@hookline/contracts';
import type { EntityManager } from 'typeorm';
import { type DocumentDatabase, query } from '../storage/document-database';

/** An endpoint with what it set for the events of documents. */
export interface DocumentEndpoint {
  id: EndpointId;
  tenantId: string;
  /** What stands under `metadata.documents`; anything. */
  options: unknown;
}

const SELECT_ENDPOINTS = `
SELECT id, tenant_id, metadata -> 'documents' AS options FROM hookline.endpoint
WHERE tenant_id = ANY ($1::text[]) AND deleted_at IS NULL AND active`;

/** Few rows, of an index of their own. */
const SELECT_OWN_TIMEOUTS = `
SELECT DISTINCT metadata -> 'documents' -> 'idleTimeout' AS timeout FROM hookline.endpoint
WHERE deleted_at IS NULL AND metadata -> 'documents' ? 'idleTimeout'`;

/** The active endpoints of tenants. */
export async function endpointsOf(
  manager: EntityManager,
  tenantIds: Iterable<string>,
): Promise<ReadonlyMap<string, DocumentEndpoint[]>> {
  const rows = await query<{ id: string; tenant_id: string; options: unknown }>(
    manager,
    SELECT_ENDPOINTS,
    [[...new Set(tenantIds)]],
  );
  const byTenant = new Map<string, DocumentEndpoint[]>();
  for (const { id, tenant_id: tenantId, options } of rows) {
    const others = byTenant.get(tenantId) ?? [];
    others.push({ id: encodeId('ep', id), tenantId, options });
    byTenant.set(tenantId, others);
  }
  return byTenant;
}

/** Every `idleTimeout` that some endpoint has set; anything. */
export async function ownTimeouts(database: DocumentDatabase): Promise<unknown[]> {
  const rows = await database.rows<{ timeout: unknown }>(SELECT_OWN_TIMEOUTS, []);
  return rows.map(({ timeout }) => timeout);
}
