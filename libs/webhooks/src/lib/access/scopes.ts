import { API_SCOPES, type ApiScope } from '@hookline/contracts';

/** Whether granted scopes allow what needs `needed`; `admin` allows everything. */
export function isGranted(granted: readonly string[], needed: ApiScope): boolean {
  return granted.includes(needed) || granted.includes('admin');
}

/** The scope of a route that names none: reading for GET and HEAD, writing for the rest. */
export function scopeOfMethod(method: string): ApiScope {
  return method === 'GET' || method === 'HEAD' ? 'webhooks:read' : 'webhooks:write';
}

/** Whether a value is one of the scopes. */
export function isApiScope(value: unknown): value is ApiScope {
  return API_SCOPES.some((scope) => scope === value);
}
