import { newUuid } from '../common/ids';
import type { StatementRunner } from '../storage/database';
import { currentActor } from './actor';
import { INSERT_AUDIT } from './sql/insert-audit';

/** A change that is written down. Neither `before` nor `after` may hold a secret or a payload. */
export interface AuditInput {
  tenantId: string;
  /** The kind of thing and what was done to it: `endpoint.updated`, `replay.cancelled`. */
  action: string;
  /** Public id (`ep_…`) of the one thing that was changed. @default null */
  resourceId?: string | null;
  /** Values before; of a change in parts, those that changed. @default null */
  before?: object | null;
  /** Values after; of an action on many, its conditions and its count. @default null */
  after?: object | null;
  /** Clock time in ms. */
  at: number;
}

/** The transaction of the change: TypeORM's, or one of Hookline's own pool. */
export type AuditTransaction =
  StatementRunner | { query(text: string, values: unknown[]): Promise<unknown> };

/**
 * Writes down a change, in the transaction of the change: both are there afterwards, or neither. Who
 * did it is the one that {@link currentActor} tells.
 */
export async function recordAudit(
  transaction: AuditTransaction,
  { tenantId, action, resourceId = null, before = null, after = null, at }: AuditInput,
): Promise<void> {
  const { type, id } = currentActor();
  const values = [newUuid(), tenantId, type, id, action, resourceId, json(before), json(after), at];
  if ('run' in transaction) await transaction.run(INSERT_AUDIT, values);
  else await transaction.query(INSERT_AUDIT.text, values);
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
