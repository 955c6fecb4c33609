import type { AuditActor } from '@hookline/contracts';
import { AsyncLocalStorage } from 'node:async_hooks';

const actors = new AsyncLocalStorage<AuditActor>();
const SYSTEM: AuditActor = { type: 'system', id: null };

/**
 * Runs `work` in the name of somebody: what it changes is written down as theirs. The library's own
 * controllers do this; an application that calls the services itself may.
 * @example
 * await actingAs({ type: 'user', id: user.id }, () => registry.delete(tenantId, endpointId));
 */
export function actingAs<Result>(actor: AuditActor, work: () => Result): Result {
  return actors.run(actor, work);
}

/** In whose name the running code acts; `system` unless something says otherwise. */
export function currentActor(): AuditActor {
  return actors.getStore() ?? SYSTEM;
}
