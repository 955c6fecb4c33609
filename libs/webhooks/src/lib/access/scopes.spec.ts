import { isApiScope, isGranted, scopeOfMethod } from './scopes';

describe('scopes', () => {
  it.each([
    ['GET', 'webhooks:read'],
    ['HEAD', 'webhooks:read'],
    ['POST', 'webhooks:write'],
    ['DELETE', 'webhooks:write'],
  ])('ask %s of a route that names none for %s', (method, scope) => {
    expect(scopeOfMethod(method)).toBe(scope);
  });

  it('are granted one by one, and all by admin', () => {
    expect(isGranted(['webhooks:write'], 'webhooks:read')).toBe(false);
    expect(isGranted(['webhooks:read', 'other'], 'webhooks:read')).toBe(true);
    expect(isGranted(['admin'], 'events:publish')).toBe(true);
    expect(isGranted(['webhooks', 'webhooks:*', ''], 'webhooks:read')).toBe(false);
    expect(isApiScope('root')).toBe(false);
  });
});
