import type { Migration } from './migration';

/**
 * Lists are read backwards, so their indexes may ascend as the ids do. What is new then goes to the end
 * of its tenant's or endpoint's part, where pages fill up: at its beginning each page is split in halves,
 * and stays half empty.
 */
export const ascendingIndexes: Migration = {
  version: 11,
  name: 'ascending-indexes',
  sql: `
DROP INDEX hookline.event_tenant;
CREATE INDEX event_tenant ON hookline.event (tenant_id, id);
DROP INDEX hookline.delivery_endpoint;
CREATE INDEX delivery_endpoint ON hookline.delivery (endpoint_id, id);
DROP INDEX hookline.delivery_unusual;
CREATE INDEX delivery_unusual ON hookline.delivery (tenant_id, status, id)
  WHERE status IN ('retrying', 'dead_letter', 'cancelled');
`,
};
