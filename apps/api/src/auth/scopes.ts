/** Everything that a token may allow. */
export const SCOPES = [
  'projects:read',
  'projects:write',
  'sessions:read',
  'sessions:write',
  'webhooks:read',
  'webhooks:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * The scope that a route needs which declares none itself: those are the library's controllers, the
 * management of webhooks. A route of ours that forgets its declaration is thereby not open either.
 */
export function managementScope(method: string): Scope {
  return method === 'GET' || method === 'HEAD' ? 'webhooks:read' : 'webhooks:write';
}

/** Those of the needed scopes that were not granted, in the order of `needed`. */
export function missingScopes(needed: readonly Scope[], granted: readonly string[]): Scope[] {
  return needed.filter((scope) => !granted.includes(scope));
}
