import type { Statement } from '../database';

/** Rows that are looked at, and at most deleted, at once. */
export const HISTORY_PAGE = 1_000;

/**
 * Deliveries with ids from after `$1` to before `$2`, oldest first: ids are time-ordered, so that the
 * primary key finds what is old.
 */
export const SELECT_OLD_DELIVERIES: Statement = {
  name: 'hookline_select_old_deliveries',
  text: deliveries('TRUE'),
};

/** The same of endpoint `$3`. */
export const SELECT_OLD_DELIVERIES_OF_ENDPOINT: Statement = {
  name: 'hookline_select_old_deliveries_of_endpoint',
  text: deliveries('endpoint_id = $3::uuid'),
};

function deliveries(where: string): string {
  return `
SELECT id, tenant_id, status, extract(epoch FROM completed_at)::float8 * 1000 AS completed_at
FROM hookline.delivery
WHERE id > $1::uuid AND id < $2::uuid AND ${where}
ORDER BY id
LIMIT ${HISTORY_PAGE}`;
}

/** A row of {@link SELECT_OLD_DELIVERIES}. */
export interface OldDeliveryRow {
  id: string;
  tenant_id: string;
  status: string;
  /** Clock time in ms. */
  completed_at: number | null;
}

/** Events with ids from after `$1` to before `$2`, oldest first. */
export const SELECT_OLD_EVENTS: Statement = {
  name: 'hookline_select_old_events',
  text: events('TRUE'),
};

/** The same of tenant `$3`. */
export const SELECT_OLD_EVENTS_OF_TENANT: Statement = {
  name: 'hookline_select_old_events_of_tenant',
  text: events('tenant_id = $3'),
};

function events(where: string): string {
  return `
SELECT id, tenant_id FROM hookline.event
WHERE id > $1::uuid AND id < $2::uuid AND ${where}
ORDER BY id
LIMIT ${HISTORY_PAGE}`;
}

/** A row of {@link SELECT_OLD_EVENTS}. */
export interface OldEventRow {
  id: string;
  tenant_id: string;
}
