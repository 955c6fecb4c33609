import type { AuditEntryId } from './ids';

/** Who changes things: somebody whom the application signed in, an API key, or code without a request. */
export const AUDIT_ACTOR_TYPES = ['user', 'api_key', 'system'] as const;
export type AuditActorType = (typeof AUDIT_ACTOR_TYPES)[number];

/** Who changed something. */
export interface AuditActor {
  type: AuditActorType;
  /** Id of the user as the application tells it, or of the API key (`key_…`); `null` when nobody tells. */
  id: string | null;
}

/** One change: who, what, before and after. Never with a secret. */
export interface AuditEntry {
  id: AuditEntryId;
  tenantId: string;
  actor: AuditActor;
  /** What was done: `endpoint.updated`, `api_key.created` and so on. */
  action: string;
  /** Public id of what was changed; `null` when it is no single thing. */
  resourceId: string | null;
  /** Values before the change; of a change in parts, those that changed. `null` for what is new. */
  before: Record<string, unknown> | null;
  /** Values after the change; `null` for what is gone. */
  after: Record<string, unknown> | null;
  createdAt: string;
}
