/** Everything that a token may allow. */
export const SCOPES = [
  'projects:read',
  'projects:write',
  'sessions:read',
  'sessions:write',
  'recordings:read',
  'recordings:write',
  'agents:read',
  'agents:write',
  'billing:read',
  'storage:read',
  'storage:write',
  'users:read',
  'users:write',
  'documents:read',
  'documents:write',
  'webhooks:read',
  'webhooks:write',
  'events:publish',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * The scope that a route needs which declares none: one of ours that forgot it is thereby not open. The
 * routes of the library ask for their scopes themselves.
 */
export function managementScope(method: string): Scope {
  return method === 'GET' || method === 'HEAD' ? 'webhooks:read' : 'webhooks:write';
}

/** Those of the needed scopes that were not granted, in the order of `needed`. */
export function missingScopes(needed: readonly Scope[], granted: readonly string[]): Scope[] {
  return needed.filter((scope) => !granted.includes(scope));
}
